/**
 * The mark of a test webhook: a header that only who knows the endpoint's secret can make. It says nothing about whether a
 * request is genuine, so it is looked at only after the proof.
 */
import { equalMacs, hmac } from '../kit/hash';

/** The header of the mark, in lower case. Its value is `v1.<time>.<mac>`: Unix seconds, and 64 hex digits in lower case. */
export const testMarkHeader = 'esign-test';

/** What a mark stands for. */
export interface MarkedRequest {
  /** The value of the endpoint's secret that proves the request. An empty secret marks nothing. */
  readonly secret: string;
  /** The name of the endpoint. */
  readonly endpoint: string;
  /** The exact bytes of the body. */
  readonly body: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The maximum difference between the time of a mark and the arrival of its request, in seconds. */
const maxAgeSeconds = 15 * 60;

/** No comma is allowed: a header that came twice is joined with one. The length is fixed, so a huge value costs nothing. */
const markForm = /^v1\.(\d{10})\.([0-9a-f]{64})$/;
const markLength = 'v1.'.length + 10 + '.'.length + 64;

/** Makes the mark of a test webhook: the value of the header. */
export function makeTestMark(request: MarkedRequest): string {
  const seconds = String(Math.floor(request.now / 1_000));
  return `v1.${seconds}.${markDigest(request, seconds).toString('hex')}`;
}

/**
 * Returns whether a header is the mark of this request: right, and at most 15 minutes old. Any other header is no mark, and
 * never an error. Compares in constant time.
 */
export function isTestMark(header: string | undefined, request: MarkedRequest): boolean {
  const mark = readMark(header);
  if (!mark || request.secret === '') return false;
  if (Math.abs(request.now / 1_000 - Number(mark.seconds)) > maxAgeSeconds) return false;
  return equalMacs(markDigest(request, mark.seconds), mark.digest);
}

function readMark(header: string | undefined) {
  const [, seconds, hex] = header?.length === markLength ? (markForm.exec(header) ?? []) : [];
  if (seconds === undefined || hex === undefined) return undefined;
  return { seconds, digest: Buffer.from(hex, 'hex') };
}

/**
 * iinked Sign keys its own MAC with the same secret, over a registered address and the body. No address begins like this label, so
 * neither MAC can be used as the other. The name has no line break, so no two requests have the same text.
 */
const label = 'cdk-esign-webhooks test webhook v1';

function markDigest({ secret, endpoint, body }: MarkedRequest, seconds: string): Buffer {
  return hmac('sha256', secret, `${label}\n${seconds}\n${endpoint}\n`, body);
}
