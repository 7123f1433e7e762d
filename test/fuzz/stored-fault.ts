import { isDeepStrictEqual } from 'node:util';
import type { Authenticity } from '../../lambda/contracts/authenticity';
import type { FuzzedEndpoint } from './fuzzed-endpoint';
import { sha256Of, type LiveSecrets } from './oracle';
import { eventBody, headerValue, type WireRequest } from './wire-request';

/** A genuine request that was sent, and by which right. */
export interface GenuineSent {
  /** In the run. */
  readonly number: number;
  readonly endpoint: FuzzedEndpoint;
  readonly request: WireRequest;
  readonly keepCase: boolean;
  readonly authenticity: Authenticity;
  /** Those that counted when it came. */
  readonly secrets: LiveSecrets;
  /** It was answered 200; otherwise it may be stored, and need not. */
  readonly isAccepted: boolean;
}

/** A message as it lies in the queue or the spool. */
export interface StoredMessage {
  readonly version: unknown;
  readonly deliveryId: string;
  readonly receivedAt: string;
  readonly provider: unknown;
  readonly endpoint: unknown;
  readonly authenticity: unknown;
  readonly request: StoredRequest;
}

interface StoredRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly bodyEncoding: 'utf8' | 'base64';
  readonly sha256: string;
  readonly struckOut?: number;
}

/** In what a stored message is not the request that was sent; nothing where it is. */
export function storedFault(
  { request: kept, ...stored }: StoredMessage,
  sent: GenuineSent,
): string | undefined {
  const body = eventBody(sent.request);
  const { name, provider, scheme } = sent.endpoint;
  const facts = { version: 1, provider, endpoint: name, authenticity: sent.authenticity };
  const { deliveryId, receivedAt, ...told } = stored;
  if (!isDeepStrictEqual(told, facts)) return 'what it says of itself';
  if (!/^[0-9a-f-]{36}$/.test(deliveryId) || Number.isNaN(Date.parse(receivedAt))) return 'its id or time';
  if (kept.sha256 !== sha256Of(body)) return 'the digest of the body';
  const secrets = scheme.kind === 'mac' ? [] : [sent.secrets.current, sent.secrets.previous];
  if (!isSameButFor(secrets, Buffer.from(kept.body, kept.bodyEncoding), body)) return 'the body';
  return headersFault(kept, sent, secrets);
}

function headersFault(
  { headers }: StoredRequest,
  { endpoint, request, keepCase }: GenuineSent,
  secrets: readonly string[],
): string | undefined {
  const kept = new Map(Object.entries(headers));
  for (const name of endpoint.evidence) {
    const value = headerValue(request, name, keepCase);
    const given = kept.get(name);
    kept.delete(name);
    if (value === undefined || given === undefined) {
      if (value !== given) return `the header ${name}`;
    } else if (!isSameButFor(secrets, Buffer.from(given), Buffer.from(value))) return `the header ${name}`;
  }
  return kept.size > 0 ? 'a header that is no evidence' : undefined;
}

const mark = '[struck out]';

/** Whether these are the bytes that were sent, with each of our secrets, in whatever form, struck out and nothing else. */
export function isSameButFor(secrets: readonly string[], kept: Buffer, sent: Buffer): boolean {
  if (secrets.length === 0) return kept.equals(sent);
  const forms = secrets.flatMap(formsOf);
  const [keptText, sentText] = [kept.toString('latin1'), sent.toString('latin1')];
  if (forms.some((form) => keptText.includes(form))) return false;
  if (kept.equals(sent)) return true;
  return isAligned(keptText.split(mark), sentText, [...forms, mark]);
}

/** Whether the text is the pieces with one of the forms between each two. */
function isAligned(pieces: readonly string[], text: string, forms: readonly string[]): boolean {
  const [first = '', ...rest] = pieces;
  if (!text.startsWith(first)) return false;
  const left = text.slice(first.length);
  if (rest.length === 0) return left === '';
  return forms.some((form) => left.startsWith(form) && isAligned(rest, left.slice(form.length), forms));
}

/** A secret of letters and digits as it may travel. */
export function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  const inBase64 = [0, 1, 2].flatMap((shift) => {
    const inside = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4, -4);
    return [inside, inside.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return [secret, hex, hex.toUpperCase(), ...inBase64];
}
