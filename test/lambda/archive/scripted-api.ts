import type { EnvelopeApi, EnvelopeState } from '../../../lambda/providers/provider';

/** An API without a provider. Answers with the given states in turn, repeats the last one, and finds files by name. */
export function scriptedApi(
  states: readonly EnvelopeState[],
  files: Readonly<Record<string, Uint8Array>>,
): EnvelopeApi & { readonly downloads: Set<string> } {
  const left = [...states];
  const downloads = new Set<string>();
  return {
    downloads,
    getEnvelope: async () => (left.length > 1 ? left.shift() : left[0])!,
    download: async (envelopeId, { name }) => {
      downloads.add(`${envelopeId} ${name}`);
      return (async function* () {
        yield files[name]!;
      })();
    },
  };
}
