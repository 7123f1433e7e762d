import type { IncomingHttpHeaders } from 'node:http';
import type { AwsCall, Stage } from './aws-call';

/** A request as it came over the wire, its body whole. */
export interface WireRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The services that say in a header what is asked of them, by what they call themselves there. */
const jsonServices = {
  AmazonSQS: 'sqs',
  secretsmanager: 'secretsmanager',
  AWSEvents: 'events',
} as const satisfies Readonly<Record<string, AwsCall['service']>>;

/** What a request to AWS asks for. Throws where it is to a service that no stage has business with. */
export function recognizeCall(stage: Stage, request: WireRequest): AwsCall {
  const named = request.headers['x-amz-target'];
  return typeof named === 'string' ? jsonCall(stage, named, request) : s3Call(stage, request);
}

function jsonCall(stage: Stage, named: string, request: WireRequest): AwsCall {
  const [name = '', operation = ''] = named.split('.');
  if (!isJsonService(name)) throw new Error(`${stage} calls ${named}, which the fault layer does not know`);
  const service = jsonServices[name];
  const body = request.body.toString();
  const target = targetOf[service](JSON.parse(body) as JsonInput);
  return {
    stage,
    service,
    operation,
    target,
    text: `${request.path} ${body}`,
    invocation: invocationOf(request),
  };
}

function isJsonService(name: string): name is keyof typeof jsonServices {
  return Object.hasOwn(jsonServices, name);
}

interface JsonInput {
  readonly QueueUrl?: string;
  readonly SecretId?: string;
  readonly Entries?: readonly { readonly EventBusName?: string }[];
}

const targetOf = {
  sqs: ({ QueueUrl = '' }) => QueueUrl.split('/').at(-1) ?? '',
  secretsmanager: ({ SecretId = '' }) => SecretId,
  events: ({ Entries: [first] = [] }) => first?.EventBusName?.split('/').at(-1) ?? '',
} satisfies Readonly<Record<string, (input: JsonInput) => string>>;

/** Path style, as every client speaks to a host that is an IP address. What is kept is text only where it is JSON. */
function s3Call(stage: Stage, { method, path, headers, body }: WireRequest): AwsCall {
  const { pathname, searchParams } = new URL(path, 'http://localhost');
  const target = decodeURIComponent(pathname.slice(1));
  const isJson = headers['content-type'] === 'application/json';
  return {
    stage,
    service: 's3',
    operation: s3Operation(method, searchParams),
    target,
    text: `${target} ${decodeURIComponent(path)}${isJson ? ` ${body.toString()}` : ''}`,
    invocation: invocationOf({ headers }),
  };
}

function invocationOf({ headers }: Pick<WireRequest, 'headers'>): string {
  return String(headers['amz-sdk-invocation-id'] ?? '');
}

/** The SDK says it in the query of some; what nobody here is known to call is named as it came. */
function s3Operation(method: string, query: URLSearchParams): string {
  const said = query.get('x-id');
  if (said) return said;
  if (query.get('list-type') === '2') return 'ListObjectsV2';
  return method === 'HEAD' ? 'HeadObject' : `${method} ${[...query.keys()].join('&')}`;
}
