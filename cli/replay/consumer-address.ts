import { CommandFailure } from '../command-failure';
import type { Pipeline } from '../stack/stack';

/** The one consumer that gets the past: a queue by its URL, or a function by its name or ARN. */
export type ConsumerAddress =
  | { readonly kind: 'queue'; readonly name: string; readonly url: string }
  | { readonly kind: 'function'; readonly name: string };

/** A queue or a function, by the parts of its address. */
interface Place {
  readonly kind: 'queue' | 'function';
  readonly region?: string | undefined;
  readonly account?: string | undefined;
  readonly name: string;
}

/**
 * Reads the address of the consumer. Throws `CommandFailure` if it is no queue and no function, if it is in another region, or if it
 * is a part of the pipeline: an event there would be a dead letter at best.
 */
export function consumerAddress(to: string, pipelines: readonly Pipeline[]): ConsumerAddress {
  const place = placeOf(to);
  if (!place) {
    throw new CommandFailure(
      `--to is "${to}": give the URL or the ARN of an SQS queue, or the name or the ARN of a Lambda function.`,
    );
  }
  requireRegion(place, pipelines);
  if (pipelines.some((pipeline) => isPartOf(place, pipeline))) {
    throw new CommandFailure(
      `--to is ${place.name}, which is a part of the pipeline itself: events go to your own queue or function only. Nothing was sent.`,
    );
  }
  if (place.kind === 'function') return { kind: 'function', name: to };
  const { account, name } = place;
  return { kind: 'queue', name, url: to.startsWith('arn:') ? `https://sqs/${account}/${name}` : to };
}

function requireRegion({ region }: Place, pipelines: readonly Pipeline[]): void {
  const own = pipelines.flatMap(({ endpoints }) => endpoints)[0]?.region;
  if (region === undefined || own === undefined || region === own) return;
  throw new CommandFailure(`--to is in the region ${region}, but the stack is in ${own}.`);
}

function placeOf(to: string): Place | undefined {
  const arn = /^arn:[\w-]+:(sqs|lambda):([\w-]+):(\d+):(?:function:)?([\w-]+(?:\.fifo)?)(?::[\w$-]+)?$/.exec(
    to,
  );
  if (arn) {
    const [, service, region, account, name = ''] = arn;
    return { kind: service === 'sqs' ? 'queue' : 'function', region, account, name };
  }
  const url = /^https?:\/\/(?:sqs\.([\w-]+)\.)?[\w.:-]+\/(\d+)\/([\w-]+(?:\.fifo)?)$/.exec(to);
  if (url) {
    const [, region, account, name = ''] = url;
    return { kind: 'queue', region, account, name };
  }
  const name = /^([\w-]{1,140})(?::[\w$-]{1,128})?$/.exec(to)?.[1];
  return name === undefined ? undefined : { kind: 'function', name };
}

function isPartOf({ kind, account, name }: Place, pipeline: Pipeline): boolean {
  const ownAccount = pipeline.intakeQueueUrl.split('/').at(-2);
  if (account !== undefined && account !== ownAccount) return false;
  const own = kind === 'queue' ? queuesOf(pipeline).map(nameInUrl) : functionsOf(pipeline);
  return own.includes(name);
}

function queuesOf({ endpoints, ...pipeline }: Pipeline): (string | undefined)[] {
  const { intakeQueueUrl, intakeDeadLetterQueueUrl, reconcileQueueUrl } = pipeline;
  const jobs = endpoints.flatMap((one) => [one.archiveQueueUrl, one.archiveDeadLetterQueueUrl]);
  return [intakeQueueUrl, intakeDeadLetterQueueUrl, reconcileQueueUrl, ...jobs];
}

function functionsOf({ endpoints, publisherFunction, reconcilerFunction }: Pipeline): (string | undefined)[] {
  const stages = endpoints.flatMap((one) => [one.verifierFunction, one.archiverFunction]);
  return [publisherFunction, reconcilerFunction, ...stages];
}

const nameInUrl = (url: string | undefined) => url?.slice(url.lastIndexOf('/') + 1);
