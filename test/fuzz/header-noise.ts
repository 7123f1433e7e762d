import type { SeededRandom } from '../seeded-random';
import { withHeader, type Header, type WireRequest } from './wire-request';

/** Changes headers that are no proof. */
export type HeaderChange = (request: WireRequest, random: SeededRandom) => WireRequest;

/** Changes of the other headers, by name. */
export const headerNoise: Readonly<Record<string, HeaderChange>> = {
  'another content type': (request, random) =>
    withHeader(
      request,
      'content-type',
      random.pick([
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=canary',
        'application/json; charset=utf-16',
        'application/octet-stream',
        'text/xml',
        '',
        'application/json\u00e9',
      ]),
    ),
  'no content type': (request) => withHeader(request, 'content-type'),
  'the content type twice': (request) =>
    withHeader(request, 'content-type', 'application/json', 'text/plain'),
  'the content type twice, in another case': (request) => ({
    ...request,
    headers: [...request.headers, ['CONTENT-TYPE', 'text/plain']],
  }),
  'a user agent of its own': (request) => withHeader(request, 'User-Agent', 'canary/1.0'),
  "other schemes' headers": (request, random) => withAdded(request, ...otherSchemes(random)),
  'names of prototypes': (request) =>
    withAdded(request, ['__proto__', 'canary'], ['constructor', 'canary'], ['toString', 'canary']),
  'many headers': (request, random) =>
    withAdded(
      request,
      ...Array.from({ length: 100 }, (_, at): Header => [`x-${random.text(8)}-${at}`, 'canary']),
    ),
  'a long header': (request, random) => withAdded(request, ['x-long', random.text(16).repeat(500)]),
  'a lying length': (request) =>
    withAdded(request, ['content-length', '3'], ['transfer-encoding', 'chunked']),
  'a content encoding': (request) => withAdded(request, ['content-encoding', 'gzip']),
  'a cookie': (request) => withAdded(request, ['cookie', 'canary=cookie']),
  'an empty name': (request) => withAdded(request, ['', 'canary']),
};

function withAdded(request: WireRequest, ...headers: readonly Header[]): WireRequest {
  return { ...request, headers: [...request.headers, ...headers] };
}

function otherSchemes(random: SeededRandom): readonly Header[] {
  return [
    ['authorization', `Bearer ${random.text(40)}`],
    ['x-hub-signature-256', `sha256=${random.bytes(32).toString('hex')}`],
    ['x-signature', random.bytes(32).toString('base64')],
    ['stripe-signature', `t=1,v1=${random.bytes(32).toString('hex')}`],
    ['x-docusign-signature-1', random.bytes(32).toString('base64')],
    ['webhook-signature', `v1,${random.bytes(32).toString('base64')}`],
  ];
}
