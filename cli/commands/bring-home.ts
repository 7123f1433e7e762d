import { CommandFailure } from '../command-failure';
import { bringBundle } from '../envelope/bring-bundle';
import { bundleToBring, type BundleChoice } from '../envelope/bundle-to-bring';
import type { StoredBundle } from '../envelope/bundles';
import type { EnvelopeAtEndpoint } from '../envelope/envelope-at-endpoint';
import type { OpenHomeFolder } from '../envelope/home-folder';
import type { OpenVersions } from '../stack/object-versions';
import { endedOnFailure, type StartProgress } from '../terminal/progress';

/** Which bundle to bring, and where to. */
export interface HomeOptions extends BundleChoice {
  readonly folder: string;
}

/** The dependencies of bringing a bundle home. */
export interface BringHomeDeps {
  readonly openVersions: OpenVersions;
  readonly openHomeFolder: OpenHomeFolder;
  readonly startProgress: StartProgress;
}

/** What became of a bundle that was to be brought home. */
export interface BroughtHome {
  readonly folder: string;
  /** Absent if no bundle could be chosen, or its list cannot be trusted. */
  readonly bundle?: Pick<StoredBundle, 'endpoint' | 'envelopeId' | 'revision' | 'state'> & {
    /** The key of its list, `manifest.json` if it is whole. */
    readonly key: string;
    /** The SHA-256 of the list's bytes, in hex. */
    readonly sha256: string;
    /** How many files came now. */
    readonly brought: number;
    /** How many were there, with the right bytes. */
    readonly there: number;
  };
  /** Why something did not come, in words. */
  readonly problems: readonly string[];
}

/** Brings a bundle of an envelope home. What fails is a problem: what else is known of the envelope is still printed. */
export async function bringHome(
  envelopes: readonly EnvelopeAtEndpoint[],
  { folder, ...choice }: HomeOptions,
  deps: BringHomeDeps,
): Promise<BroughtHome> {
  try {
    const bundle = bundleToBring(envelopes, choice);
    const { bucket, endpoint, envelopeId, revision, state, list } = bundle;
    const total = list.content.files.length;
    const objects = deps.openVersions(bucket);
    const home = await deps.openHomeFolder(folder);
    const progress = await deps.startProgress(total, `Bringing ${envelopeId}`);
    const onFile = (done: number) => progress.show(done, `Bringing ${envelopeId}`);
    const { brought, there, problems } = await endedOnFailure(progress, () =>
      bringBundle({ objects, folder: home, onFile }, bundle),
    );
    progress.end(problems.length === 0 ? 'All files are there' : 'Some files did not come');
    const { key, sha256 } = list;
    return {
      folder,
      bundle: { endpoint, envelopeId, revision, state, key, sha256, brought, there },
      problems,
    };
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    return { folder, problems: [error.message] };
  }
}
