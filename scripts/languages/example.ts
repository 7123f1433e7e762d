import type { Language } from './pack-languages';

/** The sample app in one language. */
export interface Example {
  readonly language: Language;
  /** Installs the package and builds the app in a new folder. */
  readonly build: (where: BuildPlaces) => void;
  /** Runs the built app. It writes its template. */
  readonly synth: (where: SynthPlaces) => void;
}

/** What the build of an example needs. */
export interface BuildPlaces {
  /** What `packLanguages` made. */
  readonly packages: string;
  /** The folder of the app, which does not exist yet. */
  readonly folder: string;
  /** The version of the package. */
  readonly version: string;
}

/** What the synth of an example needs. */
export interface SynthPlaces {
  readonly folder: string;
  readonly outdir: string;
}
