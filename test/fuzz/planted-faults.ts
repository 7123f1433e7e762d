/** A fault for the verifier's sources. The fuzz must find it. */
export interface PlantedFault {
  readonly file: string;
  readonly text: string;
  /** The replacement of the text. */
  readonly instead: string;
  /** The text to append to the file. */
  readonly besides?: string;
}

const fault = (file: string, text: string, instead: string, besides?: string): PlantedFault => ({
  file,
  text,
  instead,
  ...(besides === undefined ? {} : { besides }),
});

/** The faults that the fuzz must find. */
export const plantedFaults: Readonly<Record<string, PlantedFault>> = {
  'a comparison of the first eight bytes': fault(
    'lambda/kit/hash.ts',
    'timingSafeEqual(sha256(left), sha256(right))',
    'Buffer.from(left).subarray(0, 8).equals(Buffer.from(right).subarray(0, 8))',
  ),
  'a comparison of the first eight bytes of MACs': fault(
    'lambda/kit/hash.ts',
    'timingSafeEqual(left, right)',
    'timingSafeEqual(left.subarray(0, 8), right.subarray(0, 8))',
  ),
  'a comparison that knows no case': fault(
    'lambda/proof/match-secret.ts',
    'const bytes = Buffer.from(given);',
    'const bytes = Buffer.from(secrets.find(({ value }) => value.toLowerCase() === given.toLowerCase())?.value ?? given);',
  ),
  'a comparison that knows no white space': fault(
    'lambda/proof/match-secret.ts',
    'Buffer.from(given)',
    'Buffer.from(given.trim())',
  ),
  'one of several values is enough': fault(
    'lambda/proof/match-secret.ts',
    'Buffer.from(given)',
    "Buffer.from(given.split(',')[0])",
  ),
  'a MAC without its address': fault(
    'lambda/providers/iinked-sign/verify.ts',
    '.map(({ url }) => [url, body])',
    '.flatMap(({ url }) => [[url, body], [body]])',
  ),
  'a MAC over the body written again': fault(
    'lambda/providers/iinked-sign/verify.ts',
    '.map(({ url }) => [url, body])',
    '.flatMap(({ url }) => [[url, body], [url, rewritten(body)]])',
    'const rewritten = (body) => { try { return JSON.stringify(JSON.parse(String(body))); } catch { return body; } };',
  ),
  'a MAC with an empty secret': fault(
    'lambda/proof/hmac-header.ts',
    "if (value === '') continue;",
    "if (equalMacs(hmac(algorithm, '', ...(messages[0] ?? [])), digest)) return { kind: 'genuine', authenticity: `hmac-${algorithm}`, matchedSecret: stage };",
  ),
  'a MAC of an algorithm that is not allowed': fault(
    'lambda/providers/iinked-sign/verify.ts',
    'if (pinned !== undefined && algorithm !== pinned)',
    'if (false)',
  ),
  'an address that ends elsewhere': fault(
    'lambda/providers/iinked-sign/verify.ts',
    '!longerBy.some((rest) => beginsWith(body, rest))',
    'true',
  ),
  'base64 that is read as it comes': fault(
    'lambda/kit/text.ts',
    "bytes.toString('base64') === text ? bytes : undefined",
    'bytes',
  ),
  'an empty token that counts': fault(
    'lambda/proof/match-secret.ts',
    "if (!given) return { kind: 'malformed', reason: scheme.missing };",
    "if (!given) return { kind: 'genuine', authenticity: scheme.authenticity, matchedSecret: 'current' };",
  ),
  'the first of two headers': fault(
    'lambda/verify/received-request.ts',
    'before === undefined ? value : `${before},${value}`',
    'before ?? value',
  ),
  'a refusal by secrets that are not fresh': fault(
    'lambda/verify/check-request.ts',
    'const fresh = await readSecrets({ freshSince: arrivedAt });',
    'const fresh = secrets;',
  ),
  'a refusal in an outage': fault(
    'lambda/verify/check-request.ts',
    'const fresh = await readSecrets({ freshSince: arrivedAt });',
    'const fresh = await readSecrets({ freshSince: arrivedAt }).catch(() => secrets);',
  ),
  'a body written again before it is stored': fault(
    'lambda/verify/accept-webhook.ts',
    'const body = strikeOut(request.body, secretsInside);',
    'const body = strikeOut(Buffer.from(String(request.body)), secretsInside);',
  ),
  'a token that is not struck out': fault(
    'lambda/verify/verify-webhook.ts',
    'deps.signsBody ? [] : secrets.map(({ value }) => value)',
    '[]',
  ),
  'a log of what was refused': fault(
    'lambda/verify/verify-webhook.ts',
    'const facts = {',
    'const facts = { headers: JSON.stringify(request.headers),',
  ),
  'an answer that says why': fault(
    'lambda/verify/webhook-outcome.ts',
    'return { statusCode: statusCodes[outcome] };',
    'return { statusCode: statusCodes[outcome], body: outcome };',
  ),
  'a handler that throws': fault('lambda/verify/handler.ts', 'return { statusCode: 503 };', 'throw error;'),
};
