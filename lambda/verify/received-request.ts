import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { ReceivedRequest } from '../providers/provider';

/** What is read of API Gateway's event: payload format 2.0. */
export type HttpEvent = Pick<
  APIGatewayProxyEventV2,
  'headers' | 'body' | 'isBase64Encoded' | 'pathParameters'
> & {
  /** `requestId` is what the API's access log calls the request. */
  readonly requestContext: Pick<APIGatewayProxyEventV2['requestContext'], 'requestId'>;
};

/**
 * Rebuilds the request as it came over the wire: header names in lower case, the body's exact bytes.
 *
 * API Gateway joins the values of a repeated header with a comma; names that differ only in case are joined likewise.
 */
export function receivedRequest(event: HttpEvent): ReceivedRequest {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(event.headers)) {
    if (value === undefined) continue;
    const lowerCase = name.toLowerCase();
    const before = headers.get(lowerCase);
    headers.set(lowerCase, before === undefined ? value : `${before},${value}`);
  }
  const urlToken = event.pathParameters?.['token'];
  return {
    ...(urlToken === undefined ? {} : { urlToken }),
    headers: Object.fromEntries(headers),
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
  };
}
