import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { noToken } from '../contracts/no-token';
import { defined } from '../kit/defined';
import type { ReceivedRequest } from '../providers/provider';

/** The used part of API Gateway's event, in payload format 2.0. */
export type HttpEvent = Pick<
  APIGatewayProxyEventV2,
  'headers' | 'body' | 'isBase64Encoded' | 'pathParameters'
> & {
  /** `requestId` also identifies the request in the API's access log. */
  readonly requestContext: Pick<APIGatewayProxyEventV2['requestContext'], 'requestId'>;
};

/**
 * Rebuilds the request as it was sent: the body's exact bytes, and header names in lower case.
 *
 * API Gateway joins the values of a repeated header with a comma. Names that differ only in case are joined the same way.
 */
export function receivedRequest(event: HttpEvent): ReceivedRequest {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(event.headers)) {
    if (value === undefined) continue;
    const lowerCase = name.toLowerCase();
    const before = headers.get(lowerCase);
    headers.set(lowerCase, before === undefined ? value : `${before},${value}`);
  }
  const token = event.pathParameters?.['token'];
  return defined({
    urlToken: token === noToken ? undefined : token,
    headers: Object.fromEntries(headers),
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
  });
}
