import { CommandFailure } from '../command-failure';
import { selectEndpoint, type Pipeline } from '../stack/stack';
import type { ListenFilter } from './listen-pattern';
import type { ListenerPlan } from './open-listener';
import { ownBus } from './own-bus';

/** What to listen to, as the operator asks. */
export interface ListenSelection extends Omit<ListenFilter, 'endpoints'> {
  /** All endpoints of the construct if absent. */
  readonly endpoint?: string | undefined;
}

/** Plans the listener. Throws `CommandFailure` if nothing can be listened to, or if several constructs are meant. */
export function listenerPlan(
  pipelines: readonly Pipeline[],
  { endpoint, types, envelope }: ListenSelection,
): ListenerPlan {
  const pipeline =
    endpoint === undefined ? onlyPipeline(pipelines) : selectEndpoint(pipelines, endpoint).pipeline;
  const bus = ownBus(pipeline);
  const { listenPrefix: prefix, encryptionKeyArn, endpoints: all } = pipeline;
  if (prefix === undefined) {
    throw new CommandFailure(
      'An earlier version of cdk-esign-webhooks deployed the stack: its outputs have no name for listeners. Deploy it with this version first.',
    );
  }
  const endpoints = endpoint === undefined ? all.map((one) => one.endpoint) : [endpoint];
  return { bus, prefix, encryptionKeyArn, endpoints, types, envelope };
}

function onlyPipeline(pipelines: readonly Pipeline[]): Pipeline {
  const [one, another] = pipelines;
  if (one && !another) return one;
  const names = pipelines.map(({ construct }) => construct).join('", "');
  throw new CommandFailure(
    `The stack has several constructs: "${names}". Choose one with --construct, or an endpoint with --endpoint.`,
  );
}
