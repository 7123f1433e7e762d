import { request, type RequestOptions } from 'node:https';

/** The answer to a request. */
export interface HttpsAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** The request to send. */
export interface HttpsRequest {
  /** The PEM text of the authority to trust. */
  readonly ca: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  readonly signal?: AbortSignal;
  /** Empty if the certificate is for the host of the address, although the header `host` names another one. */
  readonly servername?: '';
}

/** Makes one HTTPS request that trusts one authority. Node's `fetch` reads extra authorities only at start-up. */
export function httpsRequest(
  url: string,
  { body, headers = {}, ...rest }: HttpsRequest,
): Promise<HttpsAnswer> {
  const options: RequestOptions = { ...rest, headers: { ...headers }, agent: false };
  return new Promise((resolve, reject) => {
    const call = request(url, options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
      );
    });
    call.on('error', reject);
    call.end(body);
  });
}
