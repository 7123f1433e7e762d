/**
 * The URL of the queue that a message came from, among those that the function knows: a message names its queue by ARN,
 * and SQS wants to be asked by URL. Both end with the queue's name.
 */
export function queueUrlOf(queueUrls: readonly string[], queueArn: string): string | undefined {
  const name = queueArn.split(':').at(-1);
  return queueUrls.find((url) => new URL(url).pathname.split('/').at(-1) === name);
}
