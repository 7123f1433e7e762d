import { createHash } from 'node:crypto';
import { rewrittenBodies } from './hostile-body';
import type { LiveSecrets } from './oracle';
import type { SeededRandom } from '../seeded-random';
import { withHeader, type WireRequest } from './wire-request';

/** A genuine request with a secret value, and the facts that a forger could know. */
export interface ValueRequest {
  readonly request: WireRequest;
  /** The header with the value. Absent if the value is in the address. */
  readonly header: string | undefined;
  readonly secret: string;
  readonly secrets: LiveSecrets;
  /** The secrets of other endpoints. */
  readonly otherSecrets: readonly string[];
  readonly random: SeededRandom;
}

/** Makes a forgery with a value that is right elsewhere, or nearly right. */
export type ValueForgery = (given: ValueRequest) => WireRequest;

/** Replaces the proof by a value, or removes it. */
function carryingValue({ request, header }: ValueRequest, value: string | undefined): WireRequest {
  if (header !== undefined) return withHeader(request, header, ...(value === undefined ? [] : [value]));
  const { headers, body } = request;
  return { headers, body, ...(value === undefined ? {} : { token: value }) };
}

const written =
  (write: (secret: string, given: ValueRequest) => string): ValueForgery =>
  (given) =>
    carryingValue(given, write(given.secret, given));

const hashOf = (text: string) => createHash('sha256').update(text).digest();

function replacedAt(text: string, at: number, change: (letter: string) => string): string {
  return text.slice(0, at) + change(text.charAt(at)) + text.slice(at + 1);
}

const otherCase = (letter: string) =>
  letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();

const pickAlphabetic = (text: string, random: SeededRandom) => {
  const letters = [...text].flatMap((letter, at) => (/[A-Za-z]/.test(letter) ? [at] : []));
  return random.pick(letters);
};

const values: Readonly<Record<string, ValueForgery>> = {
  'its beginning': written((secret, { random }) => secret.slice(0, 1 + random.int(secret.length - 1))),
  'its end': written((secret, { random }) => secret.slice(1 + random.int(secret.length - 1))),
  'right at its beginning, other letters after': written((secret, { random }) => {
    const right = 1 + random.int(secret.length - 1);
    return secret.slice(0, right) + '-'.repeat(secret.length - right);
  }),
  'a letter more': written((secret, { random }) => secret + random.text(1)),
  'more before it': written((secret, { random }) => random.text(1 + random.int(5)) + secret),
  'a letter changed': written((secret, { random }) =>
    replacedAt(secret, random.int(secret.length), () => '-'),
  ),
  'a letter in another case': written((secret, { random }) =>
    replacedAt(secret, pickAlphabetic(secret, random), otherCase),
  ),
  'in capitals': written((secret) => secret.toUpperCase()),
  'in small letters': written((secret) => secret.toLowerCase()),
  twice: written((secret) => secret + secret),
  'twice, with a comma': written((secret) => `${secret},${secret}`),
  'twice, with a slash': written((secret) => `${secret}/${secret}`),
  'turned round': written((secret) => [...secret].reverse().join('')),
  'white space around it': written((secret, { random }) => {
    const space = random.pick([' ', '\t', '\n', '\r\n', '\u00a0', '\u0000', '\ufeff', '\u200b']);
    return random.chance(0.5) ? secret + space : space + secret;
  }),
  'in quotes': written((secret) => `"${secret}"`),
  'as a bearer': written((secret) => `Bearer ${secret}`),
  'percent-encoded': written((secret) =>
    [...secret].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join(''),
  ),
  'in hex': written((secret) => Buffer.from(secret).toString('hex')),
  'in base64': written((secret) => Buffer.from(secret).toString('base64')),
  'its hash': written((secret) => hashOf(secret).toString('hex')),
  'in full-width letters': written((secret) =>
    [...secret].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join(''),
  ),
  'with an accent': written((secret) => `${secret}\u0301`),
  'with more after its end': written((secret) => `${secret}/../${secret}`),
  'with a query': written((secret) => `${secret}?canary=1`),
  'the one of before': written((_, { secrets }) => secrets.retired),
  "another endpoint's": written((_, { otherSecrets, random }) => random.pick(otherSecrets)),
  "another endpoint's and its own": written(
    (secret, { otherSecrets, random }) => `${random.pick(otherSecrets)},${secret}`,
  ),
};

/** Moves the value from its place into a header. */
const inHeader =
  (name: string, write = (secret: string) => secret): ValueForgery =>
  (given) =>
    withHeader(carryingValue(given, undefined), name, write(given.secret));

const places: Readonly<Record<string, ValueForgery>> = {
  'in the authorization': inHeader('authorization', (secret) => `Bearer ${secret}`),
  'in a cookie': inHeader('cookie', (secret) => `token=${secret}`),
  'in a header of nearly the name': inHeader('x_documenso_secret'),
  'in a header with a space': inHeader('x-documenso-secret '),
  'in the header of a MAC': inHeader('x-syngrafii-signature'),
  'in the user agent': inHeader('user-agent'),
  'in the path that was asked for': inHeader('x-original-url', (secret) => `/webhooks/any/${secret}`),
  'in the body': (given) => ({
    ...carryingValue(given, undefined),
    body: Buffer.from(JSON.stringify({ token: given.secret, secret: given.secret })),
  }),
  'in a body written again': (given) => ({
    ...carryingValue(given, ''),
    body: rewrittenBodies['written again']!(given.request.body, given.random),
  }),
  'in the other place': (given) =>
    given.header === undefined
      ? withHeader(carryingValue(given, undefined), 'x-documenso-secret', given.secret)
      : { ...carryingValue(given, undefined), token: given.secret },
  'twice in its place': (given) =>
    given.header === undefined
      ? carryingValue(given, `${given.secret},${given.secret}`)
      : withHeader(given.request, given.header, given.secret, given.secret),
  'in its place and a wrong one': (given) =>
    given.header === undefined
      ? carryingValue(given, `${given.secret}/${given.random.text(44)}`)
      : withHeader(given.request, given.header, given.secret, given.random.text(44)),
  'after a wrong one, in another case': (given) =>
    given.header === undefined
      ? carryingValue(given, `${given.random.text(44)}/${given.secret}`)
      : withHeader(withHeader(given.request, given.header, 'wrong'), '__proto__', given.secret),
};

/** All forgeries with a value: the right value in a wrong place or form, or a nearly right value. */
export const valueForgeries: Readonly<Record<string, ValueForgery>> = { ...values, ...places };
