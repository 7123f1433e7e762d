/** The answer to a POST: its status, or the code of the failed connection. */
export type AddressAnswer = { readonly status: number } | { readonly code: string };

/** Sends an empty POST without any secret. Never throws, and follows no redirect. */
export type PostNothing = (url: string) => Promise<AddressAnswer>;
