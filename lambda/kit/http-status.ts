/** The status of the answer that an SDK client's error came with; `undefined` where there was no answer. */
export function httpStatus(error: unknown): number | undefined {
  return (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode;
}
