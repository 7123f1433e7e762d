import { CommandFailure } from '../command-failure';
import type { ListedBundle } from './bring-bundle';
import type { EnvelopeAtEndpoint } from './envelope-at-endpoint';
import type { StoredBundle } from './bundles';

/** Which bundle of an envelope is wanted. */
export interface BundleChoice {
  /** Absent: the newest. */
  readonly revision?: string | undefined;
  /** The SHA-256 that its manifest must have, in hex: as in the event `envelope.archived`. Absent: any. */
  readonly manifestSha256?: string | undefined;
}

/**
 * Chooses the bundle to bring home: the newest whole one. Without one, it is the newest of those that the archiver gave up.
 * Throws `CommandFailure` if there is no such bundle, or several endpoints have one.
 */
export function bundleToBring(
  envelopes: readonly EnvelopeAtEndpoint[],
  { revision, manifestSha256 }: BundleChoice,
): ListedBundle {
  const all = envelopes.flatMap(({ bundles }) => bundles).filter(hasList);
  const wanted = all.filter((bundle) => revision === undefined || bundle.revision === revision);
  const bundle = wanted.find(({ state }) => state === 'whole') ?? wanted[0];
  if (!bundle) throw new CommandFailure(noBundle(all, revision));
  const others = [...new Set(wanted.map(({ endpoint }) => endpoint))];
  if (others.length > 1) {
    throw new CommandFailure(
      `Several endpoints have a bundle: "${others.join('", "')}". Choose one with --endpoint.`,
    );
  }
  const { name, sha256 } = bundle.list;
  if (manifestSha256 !== undefined && manifestSha256.toLowerCase() !== sha256) {
    throw new CommandFailure(
      `${name} has the SHA-256 ${sha256}, and not the one that you gave. Nothing was brought: give the --revision of the event, or look who wrote over the archive.`,
    );
  }
  return bundle;
}

const hasList = (bundle: StoredBundle): bundle is ListedBundle => bundle.list !== undefined;

function noBundle(all: readonly StoredBundle[], revision: string | undefined): string {
  if (revision === undefined || all.length === 0) return 'The envelope has no bundle that could be brought.';
  const revisions = all.map((bundle) => bundle.revision).join('", "');
  return `There is no revision "${revision}": the envelope has "${revisions}".`;
}
