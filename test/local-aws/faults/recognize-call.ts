import type { IncomingHttpHeaders } from 'node:http';
import type { AwsCall, Stage } from './aws-call';

/** A request with its whole body. */
export interface WireRequest {
  readonly method: string;
  /** The path with the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The services whose operation is in a header, by their name in that header. */
const jsonServices = {
  AmazonSQS: 'sqs',
  secretsmanager: 'secretsmanager',
  AmazonSSM: 'ssm',
  AWSEvents: 'events',
} as const satisfies Readonly<Record<string, AwsCall['service']>>;

/** Recognizes the call in a request to AWS. Throws if no stage uses the service. */
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
  readonly Name?: string;
  readonly Entries?: readonly { readonly EventBusName?: string }[];
}

const targetOf = {
  sqs: ({ QueueUrl = '' }) => QueueUrl.split('/').at(-1) ?? '',
  secretsmanager: ({ SecretId = '' }) => SecretId,
  ssm: ({ Name = '' }) => Name,
  events: ({ Entries: [first] = [] }) => first?.EventBusName?.split('/').at(-1) ?? '',
} satisfies Readonly<Record<string, (input: JsonInput) => string>>;

/** Recognizes a call to S3, by its path: clients use the path style for a host that is an IP address. Only JSON bodies are read. */
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

/** Reads the operation from the query, if the SDK put it there. Other operations get a name from method and query. */
function s3Operation(method: string, query: URLSearchParams): string {
  const id = query.get('x-id');
  if (id) return id;
  if (query.get('list-type') === '2') return 'ListObjectsV2';
  return method === 'HEAD' ? 'HeadObject' : `${method} ${[...query.keys()].join('&')}`;
}
