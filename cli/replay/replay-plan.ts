import { CommandFailure } from '../command-failure';
import { selectEndpoint, type Pipeline } from '../stack/stack';
import type { PastKind } from './past-object';

/** Which events of the past, as the operator asks. */
export interface ReplaySelection {
  /** All endpoints of the construct if absent. */
  readonly endpoint?: string | undefined;
  /** All types if absent. */
  readonly types?: readonly string[] | undefined;
  /** An envelope's id, or its older one. */
  readonly envelope?: string | undefined;
}

/** The pipeline whose past is replayed, and what of it. */
export interface ReplayPlan {
  readonly pipeline: Pipeline;
  readonly archiveBucket: string;
  readonly eventBusArn: string;
  readonly endpoints: readonly string[];
  /** The objects that can have such events. */
  readonly kinds: ReadonlySet<PastKind>;
}

/** Plans a replay. Throws `CommandFailure` if several constructs are meant, or an older version deployed the stack. */
export function replayPlan(pipelines: readonly Pipeline[], { endpoint, types }: ReplaySelection): ReplayPlan {
  const pipeline = endpoint === undefined ? pipelines[0] : selectEndpoint(pipelines, endpoint).pipeline;
  if (!pipeline || (endpoint === undefined && pipelines.length > 1)) {
    const names = pipelines.map(({ construct }) => construct).join('", "');
    throw new CommandFailure(
      `The stack has several constructs: "${names}". Choose one with --construct, or an endpoint with --endpoint.`,
    );
  }
  const { archiveBucket, eventBusArn } = pipeline;
  if (archiveBucket === undefined || eventBusArn === undefined) {
    throw new CommandFailure(
      'An earlier version of cdk-esign-webhooks deployed the stack: its outputs name no archive bucket. Deploy it with this version first.',
    );
  }
  const endpoints = endpoint === undefined ? pipeline.endpoints.map((one) => one.endpoint) : [endpoint];
  return { pipeline, archiveBucket, eventBusArn, endpoints, kinds: kindsOf(types) };
}

/** Which objects can have events of these types. The rest needs no reading. */
function kindsOf(types: readonly string[] | undefined): ReadonlySet<PastKind> {
  const all: readonly PastKind[] = ['record', 'bundle', 'incomplete'];
  const possible: Readonly<Record<PastKind, (type: string) => boolean>> = {
    record: (type) => !/^envelope\.archive/.test(type),
    bundle: (type) => /^envelope\.(archived|completed)$/.test(type),
    incomplete: (type) => /^envelope\.(archive-failed|completed)$/.test(type),
  };
  return new Set(all.filter((kind) => types?.some(possible[kind]) ?? true));
}
