import type { SigningEvent } from '../contracts/signing-event';

/**
 * Bytes of an event's detail. EventBridge takes 1 MB since 2026-01-29, and took 256 KB before, as some targets of rules
 * may still do. Source: AWS Compute Blog, "More room to build: serverless services now support payloads up to 1 MB",
 * checked 2026-11-21.
 */
export const largestDetail = 240 * 1024;

/** What an event can do without, the bulkiest first: the manifest and the record have it all. */
const leaveOut: readonly ((event: SigningEvent) => SigningEvent)[] = [
  (event) => event,
  (event) => ({ ...event, archive: event.archive && { ...event.archive, files: undefined } }),
  (event) => ({ ...event, recipients: undefined }),
  (event) => ({ ...event, envelope: event.envelope && { ...event.envelope, externalData: undefined } }),
];

/**
 * An event's JSON as the bus takes it, for one that is refused would be tried in vain until its message is a dead letter:
 * never too large, and without halves of characters.
 */
export function eventDetail(event: SigningEvent): string {
  let smaller = event;
  let detail = '';
  for (const step of leaveOut) {
    smaller = step(smaller);
    detail = wellFormed(JSON.stringify(smaller));
    if (Buffer.byteLength(detail) <= largestDetail) break;
  }
  return detail;
}

/**
 * JSON may say half of a surrogate pair, `\ud800`, which is no text in any encoding; what parses it either refuses it or
 * puts something else in its place. The two characters that XML does not know are written as JSON can: SQS, where a rule
 * may send the event, refuses them as they are.
 */
function wellFormed(json: string): string {
  return json
    .replace(/\\(?:u(d[89a-f][0-9a-f]{2})|[^])/g, (escape, half) => (half ? '\ufffd' : escape))
    .replace(/[\ufffe\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`);
}
