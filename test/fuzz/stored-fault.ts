import { isDeepStrictEqual } from 'node:util';
import type { Authenticity } from '../../lambda/contracts/authenticity';
import type { FuzzedEndpoint } from './fuzzed-endpoint';
import { sha256Of, type LiveSecrets } from './oracle';
import { eventBody, headerValue, type WireRequest } from './wire-request';

/** A genuine request that was sent, and its authenticity. */
export interface GenuineSent {
  /** The request's number in the run. */
  readonly number: number;
  readonly endpoint: FuzzedEndpoint;
  readonly request: WireRequest;
  readonly preserveCase: boolean;
  readonly authenticity: Authenticity;
  /** The valid secrets at that moment. */
  readonly secrets: LiveSecrets;
  /** Whether it was answered 200. Otherwise it may be stored or not. */
  readonly isAccepted: boolean;
}

/** A message in the queue or the spool. */
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

/** Compares a stored message with the request, and names the first difference. */
export function storedFault(
  { request: storedRequest, ...envelope }: StoredMessage,
  sent: GenuineSent,
): string | undefined {
  const body = eventBody(sent.request);
  const { name, provider, scheme } = sent.endpoint;
  const facts = { version: 1, provider, endpoint: name, authenticity: sent.authenticity };
  const { deliveryId, receivedAt, ...storedFacts } = envelope;
  if (!isDeepStrictEqual(storedFacts, facts)) return 'its own fields';
  if (!/^[0-9a-f-]{36}$/.test(deliveryId) || Number.isNaN(Date.parse(receivedAt))) return 'its id or time';
  if (storedRequest.sha256 !== sha256Of(body)) return 'the digest of the body';
  const secrets = scheme.kind === 'mac' ? [] : [sent.secrets.current, sent.secrets.previous];
  if (!isSameExceptFor(secrets, Buffer.from(storedRequest.body, storedRequest.bodyEncoding), body))
    return 'the body';
  return headersFault(storedRequest, sent, secrets);
}

function headersFault(
  { headers }: StoredRequest,
  { endpoint, request, preserveCase }: GenuineSent,
  secrets: readonly string[],
): string | undefined {
  const left = new Map(Object.entries(headers));
  for (const name of endpoint.evidence) {
    const value = headerValue(request, name, preserveCase);
    const given = left.get(name);
    left.delete(name);
    if (value === undefined || given === undefined) {
      if (value !== given) return `the header ${name}`;
    } else if (!isSameExceptFor(secrets, Buffer.from(given), Buffer.from(value))) return `the header ${name}`;
  }
  return left.size > 0 ? 'a header that is no evidence' : undefined;
}

const mark = '[struck out]';

/** Checks that the stored bytes are the sent bytes, with exactly our secrets, in any encoding, struck out. */
function isSameExceptFor(secrets: readonly string[], stored: Buffer, sent: Buffer): boolean {
  if (secrets.length === 0) return stored.equals(sent);
  const encodings = secrets.flatMap(encodingsOf);
  const [storedText, sentText] = [stored.toString('latin1'), sent.toString('latin1')];
  if (encodings.some((one) => storedText.includes(one))) return false;
  if (stored.equals(sent)) return true;
  return isAligned(storedText.split(mark), sentText, [...encodings, mark]);
}

/** Checks whether the text consists of the pieces, with one of the encodings between each two. */
function isAligned(pieces: readonly string[], text: string, encodings: readonly string[]): boolean {
  const [first = '', ...rest] = pieces;
  if (!text.startsWith(first)) return false;
  const left = text.slice(first.length);
  if (rest.length === 0) return left === '';
  return encodings.some((one) => left.startsWith(one) && isAligned(rest, left.slice(one.length), encodings));
}

/** Lists a secret in all encodings that may appear in a request. */
function encodingsOf(secret: string): readonly string[] {
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
