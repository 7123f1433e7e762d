import { defined } from '../../lambda/kit/defined';
import type { CompletedEnvelope } from '../../lambda/providers/envelope-lister';
import { CommandFailure } from '../command-failure';
import { hasBundle } from '../envelope/has-bundle';
import type { Stopwatch } from '../poll';
import type { OpenVersions } from '../stack/object-versions';
import type { SelectedEndpoint } from '../stack/stack';
import { endpointLister, type ListerDeps } from './endpoint-lister';
import { findListed, type FindLimits } from './find-listed';
import { matching } from './matching';

/** An envelope that was found. */
export interface FoundEnvelope extends Omit<CompletedEnvelope, 'completionKey'> {
  readonly endpoint: string;
  /** By its name in the stack's outputs. */
  readonly provider: string;
  /** Whether the archive has a bundle of it. Absent if that could not be read. */
  readonly archived?: boolean;
}

/** What was found at one endpoint. */
export interface SearchedEndpoint {
  readonly envelopes: readonly FoundEnvelope[];
  /** How many completed envelopes were looked at. */
  readonly looked: number;
  /** Why there may be more, in words. */
  readonly notes: readonly string[];
  /** Why the list was not read to its end, or a bundle not looked for, in words. */
  readonly problems: readonly string[];
}

/** What to search for, and how far. */
export interface Search {
  readonly text: string;
  readonly limits: FindLimits;
  readonly onPage: (looked: number, matches: number) => void;
}

/** The dependencies of searching an endpoint. */
export interface SearchDeps extends ListerDeps {
  readonly openVersions: OpenVersions;
  readonly watch: Stopwatch;
}

/** Searches the list of an endpoint's provider. What fails is a problem: the other endpoints still count. */
export async function searchEndpoint(
  selected: SelectedEndpoint,
  { text, limits, onPage }: Search,
  deps: SearchDeps,
): Promise<SearchedEndpoint> {
  const { endpoint, provider } = selected.endpoint;
  const problems: string[] = [];
  try {
    const lister = endpointLister(selected.endpoint, deps);
    const found = await findListed({ lister, isMatch: matching(text), watch: deps.watch, onPage }, limits);
    const envelopes: FoundEnvelope[] = [];
    for (const match of found.matches) {
      const archived = await isArchived(selected, match.id, deps, problems);
      envelopes.push(defined({ endpoint, provider, ...namesAndTimes(match), archived }));
    }
    const why = found.stopped === undefined ? [] : [`${endpoint}: ${found.stopped}.`];
    const ends = found.isDone ? { notes: why, problems } : { notes: [], problems: [...why, ...problems] };
    return { envelopes, looked: found.looked, ...ends };
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    return { envelopes: [], looked: 0, notes: [], problems: [error.message] };
  }
}

function namesAndTimes(found: CompletedEnvelope): Omit<CompletedEnvelope, 'completionKey'> {
  const { id, legacyId, title, externalIds, createdAt, completedAt, updatedAt } = found;
  return defined({ id, legacyId, title, externalIds, createdAt, completedAt, updatedAt });
}

async function isArchived(
  { pipeline: { archiveBucket }, endpoint: { endpoint } }: SelectedEndpoint,
  envelopeId: string,
  { openVersions }: SearchDeps,
  problems: string[],
): Promise<boolean | undefined> {
  if (archiveBucket === undefined || problems.length > 0) return undefined;
  try {
    return await hasBundle(openVersions(archiveBucket), endpoint, envelopeId);
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    problems.push(error.message);
    return undefined;
  }
}
