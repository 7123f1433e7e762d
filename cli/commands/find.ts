import { CommandFailure } from '../command-failure';
import type { ListerDeps } from '../listing/endpoint-lister';
import type { Stopwatch } from '../poll';
import type { OpenVersions } from '../stack/object-versions';
import type { ReadOutputs } from '../stack/outputs';
import {
  readStack,
  selectEndpoint,
  type Pipeline,
  type SelectedEndpoint,
  type StackSelection,
} from '../stack/stack';
import { jsonLines, reportProblems, type Output } from '../terminal/output';
import { endedOnFailure, type StartProgress } from '../terminal/progress';
import { formatFound } from './format-found';
import { searchEndpoint, type SearchedEndpoint } from '../listing/search-endpoint';

/** The arguments of `find`. */
export interface FindOptions extends StackSelection {
  /** A part of a title, of a reference of the sender or of an id. */
  readonly text: string;
  /** Absent: all endpoints that archive. */
  readonly endpoint?: string;
  /** For each endpoint. */
  readonly maxMatches: number;
  readonly maxMs: number;
  readonly json: boolean;
}

/** The dependencies of `find`. */
export interface FindDeps extends Output, ListerDeps {
  readonly readOutputs: ReadOutputs;
  readonly openVersions: OpenVersions;
  readonly startProgress: StartProgress;
  readonly watch: Stopwatch;
}

/**
 * Finds completed envelopes in the lists of the providers. Returns the exit code: 1 if nothing was found, or if a list could not
 * be read to its end.
 */
export async function find(options: FindOptions, deps: FindDeps): Promise<0 | 1> {
  const { text, json } = options;
  if (text.trim() === '')
    throw new CommandFailure('Give a part of a title, of your own reference or of an id.');
  const selected = archivingEndpoints(options, await readStack(options, deps.readOutputs));
  const searched = await searchAll(selected, options, deps);
  const envelopes = searched.flatMap((one) => one.envelopes);
  const problems = searched.flatMap((one) => one.problems);
  deps.print(json ? jsonLines({ envelopes, problems }) : envelopes.flatMap(formatFound));
  const looked = searched.reduce((total, one) => total + one.looked, 0);
  if (envelopes.length === 0) deps.warn(`Nothing found in ${looked} completed envelopes.`);
  for (const note of searched.flatMap((one) => one.notes)) deps.warn(note);
  return reportProblems(problems, deps.warn) === 0 && envelopes.length > 0 ? 0 : 1;
}

/** Selects the endpoints whose provider can be asked. Throws `CommandFailure` if no endpoint archives. */
function archivingEndpoints(
  { endpoint: name }: FindOptions,
  pipelines: readonly Pipeline[],
): readonly SelectedEndpoint[] {
  if (name !== undefined) return [selectEndpoint(pipelines, name)];
  const all = pipelines.flatMap((pipeline) => pipeline.endpoints.map((endpoint) => ({ pipeline, endpoint })));
  const archiving = all.filter(({ endpoint }) => endpoint.apiKeySecretArn !== undefined);
  if (archiving.length > 0) return archiving;
  throw new CommandFailure(
    'No endpoint of the stack archives, so there is no API key to ask a provider with.',
  );
}

/** Searches all endpoints at once: each provider has its own limits. */
async function searchAll(
  selected: readonly SelectedEndpoint[],
  options: FindOptions,
  deps: FindDeps,
): Promise<readonly SearchedEndpoint[]> {
  const words = (looked: number, matches: number) =>
    `Asking the providers from this machine: ${looked} completed envelopes, ${matches} found`;
  const progress = await deps.startProgress(undefined, words(0, 0));
  const counts = { looked: 0, matches: 0 };
  const onPage = (looked: number, matches: number) => {
    counts.looked += looked;
    counts.matches += matches;
    progress.show(counts.looked, words(counts.looked, counts.matches));
  };
  const limits = { untilMs: deps.watch.elapsedMs() + options.maxMs, maxMatches: options.maxMatches };
  const searched = await endedOnFailure(progress, () =>
    Promise.all(selected.map((one) => searchEndpoint(one, { text: options.text, limits, onPage }, deps))),
  );
  progress.end(words(counts.looked, counts.matches));
  return searched;
}
