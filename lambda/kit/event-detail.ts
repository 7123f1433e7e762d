import type { SigningEvent } from '../contracts/signing-event';

/**
 * The maximum size of an event's detail. EventBridge accepts 1 MB since 2026-01-29; before it was 256 KB, and some targets of
 * rules may still have that limit. Source: AWS Compute Blog, `More room to build: serverless
 * services now support payloads up to 1 MB`, checked 2026-11-21.
 */
export const maxDetailBytes = 240 * 1024;

/** Steps that each remove one field of an event, the largest first. The manifest and the record have all of it. */
const reductions: readonly ((event: SigningEvent) => SigningEvent)[] = [
  (event) => event,
  (event) => ({ ...event, archive: event.archive && { ...event.archive, files: undefined } }),
  ({ incomplete, ...event }) => ({
    ...event,
    incomplete: incomplete && { ...incomplete, files: undefined, missing: undefined },
  }),
  (event) => ({ ...event, recipients: undefined }),
  (event) => ({ ...event, envelope: event.envelope && { ...event.envelope, externalData: undefined } }),
];

/**
 * The JSON of an event: not too large, and without incomplete characters. The bus would reject such an event at each attempt,
 * until its message is a dead letter.
 */
export function eventDetail(event: SigningEvent): string {
  let reduced = event;
  let detail = '';
  for (const reduce of reductions) {
    reduced = reduce(reduced);
    detail = wellFormed(JSON.stringify(reduced));
    if (Buffer.byteLength(detail) <= maxDetailBytes) break;
  }
  return detail;
}

/**
 * Replaces lone surrogates, and escapes two characters.
 *
 * JSON can contain half of a surrogate pair, such as `\ud800`, which no encoding can represent. Parsers reject or replace it.
 * U+FFFE and U+FFFF are not allowed in XML. SQS, where a rule can send the event, rejects them unless they are escaped.
 */
function wellFormed(json: string): string {
  return json
    .replace(/\\(?:u(d[89a-f][0-9a-f]{2})|[^])/g, (escape, half) => (half ? '\ufffd' : escape))
    .replace(/[\ufffe\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`);
}
