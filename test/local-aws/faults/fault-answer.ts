import type { AwsCall } from './aws-call';

/** An HTTP answer. */
export interface WireAnswer {
  readonly status: number;
  /** Header names and values in turn. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** The name of each service's internal error and throttling error. Source: the services' API references, checked 2026-11-21. */
const names = {
  sqs: { error: [500, 'InternalFailure'], throttle: [400, 'RequestThrottled'] },
  secretsmanager: { error: [500, 'InternalServiceError'], throttle: [400, 'ThrottlingException'] },
  ssm: { error: [500, 'InternalServerError'], throttle: [400, 'ThrottlingException'] },
  events: { error: [500, 'InternalException'], throttle: [400, 'ThrottlingException'] },
  s3: { error: [500, 'InternalError'], throttle: [503, 'SlowDown'] },
} as const satisfies Readonly<
  Record<AwsCall['service'], Readonly<Record<'error' | 'throttle', readonly [number, string]>>>
>;

/** Makes the error answer in the service's own form, so that the SDK understands it. */
export function faultAnswer(
  { service, operation }: Pick<AwsCall, 'service' | 'operation'>,
  fault: 'error' | 'throttle',
): WireAnswer {
  const [status, name] = names[service][fault];
  if (service === 's3') return xmlAnswer(status, name, operation);
  const body = Buffer.from(JSON.stringify({ __type: name, message: 'played by the fault layer' }));
  const headers = ['content-type', 'application/x-amz-json-1.1', 'x-amzn-errortype', name];
  return { status, headers, body };
}

/** S3 answers HEAD without a body. */
function xmlAnswer(status: number, name: string, operation: string): WireAnswer {
  const text = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${name}</Code><Message>played by the fault layer</Message></Error>`;
  return {
    status,
    headers: ['content-type', 'application/xml'],
    body: Buffer.from(operation === 'HeadObject' ? '' : text),
  };
}
