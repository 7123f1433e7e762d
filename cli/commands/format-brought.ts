import type { BroughtHome } from './bring-home';

/** Formats what became of a bundle that was to be brought home, for a person. Its problems are not in it. */
export function formatBrought({ folder, bundle, problems }: BroughtHome): readonly string[] {
  if (!bundle) return [];
  const { state, key, sha256, brought, there } = bundle;
  const before = there === 0 ? '' : `, and ${there} were there`;
  const isWhole = state === 'whole' && problems.length === 0;
  return [
    '',
    `${folder}: ${brought} ${brought === 1 ? 'file' : 'files'} came${before}. ${isWhole ? 'The bundle is whole, and each digest is right.' : 'The bundle is not whole.'}`,
    `${key}: SHA-256 ${sha256}`,
  ];
}
