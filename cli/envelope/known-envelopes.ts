import { CommandFailure } from '../command-failure';
import { listDeadLetters, type ListDeps, type ListedQueue } from '../queues/list-dead-letters';
import { maxLookedAt } from '../queues/receive-messages';
import { readStack, selectEndpoint, type Pipeline, type StackSelection } from '../stack/stack';
import { envelopeAtEndpoint, isKnown, type EnvelopeAtEndpoint } from './envelope-at-endpoint';
import { envelopePlace, type EnvelopePlace } from './envelope-place';
import type { EnvelopeDeps } from './under-id';

/** An envelope at one endpoint of a stack, or at all. */
export interface EnvelopeSelection extends StackSelection {
  /** Its id, or its older id. */
  readonly envelope: string;
  readonly endpoint?: string;
}

/** The dependencies of looking for an envelope everywhere. */
export interface KnownEnvelopesDeps extends ListDeps, EnvelopeDeps {}

/** What a stack knows of an envelope. */
export interface KnownEnvelopes {
  /** One for each endpoint that knows anything of it. */
  readonly envelopes: readonly EnvelopeAtEndpoint[];
  /** What could not be read, in words. */
  readonly problems: readonly string[];
}

/** Looks for an envelope in the archive, among the waiting jobs and in the dead-letter queues. Throws `CommandFailure`. */
export async function knownEnvelopes(
  selection: EnvelopeSelection,
  deps: KnownEnvelopesDeps,
): Promise<KnownEnvelopes> {
  const { endpoint: name, envelope: id } = selection;
  const pipelines = await readStack(selection, deps.readOutputs);
  const chosen = name === undefined ? pipelines : [selectEndpoint(pipelines, name).pipeline];
  const places = chosen.map((pipeline) => ({ pipeline, places: placesOf(pipeline, name) }));
  const all: EnvelopeAtEndpoint[] = [];
  const problems: string[] = [];
  for (const { pipeline, places: own } of places) {
    const { listed, problems: unread } = await deadLettersOf(pipeline, selection, deps);
    problems.push(...unread);
    for (const place of own) {
      const found = await envelopeAtEndpoint(deps, place, id);
      problems.push(...found.problems);
      all.push({ ...found, deadLetters: messagesAbout(listed, found) });
    }
  }
  return { envelopes: all.filter(isKnown), problems };
}

/** Throws `CommandFailure` before anything is read, if the stack is too old. */
function placesOf(pipeline: Pipeline, name: string | undefined): readonly EnvelopePlace[] {
  return pipeline.endpoints
    .filter(({ endpoint }) => name === undefined || endpoint === name)
    .map((endpoint) => envelopePlace({ endpoint, pipeline }));
}

/** Lists the dead letters of a pipeline. Without them the rest still counts. */
async function deadLettersOf(
  { construct }: Pipeline,
  { stack, endpoint }: EnvelopeSelection,
  deps: ListDeps,
): Promise<Awaited<ReturnType<typeof listDeadLetters>>> {
  const options = { stack, construct, maxMessages: maxLookedAt, ...(endpoint !== undefined && { endpoint }) };
  try {
    const { listed, problems } = await listDeadLetters(options, deps);
    return { listed, problems: [...problems, ...listed.flatMap(notSeen)] };
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    return { listed: [], problems: [error.message] };
  }
}

function notSeen({ queue: { name }, listing: { count, unseen = 0 } }: ListedQueue): readonly string[] {
  if (count <= maxLookedAt && unseen === 0) return [];
  return [`${name}: not all dead letters could be looked at, so one of this envelope may be missing here.`];
}

function messagesAbout(listed: readonly ListedQueue[], { endpoint, ids }: EnvelopeAtEndpoint) {
  return listed.flatMap(({ queue, listing }) =>
    listing.messages.filter(
      ({ endpoint: named, envelopeId = '' }) =>
        (queue.endpoint ?? named) === endpoint && ids.includes(envelopeId),
    ),
  );
}
