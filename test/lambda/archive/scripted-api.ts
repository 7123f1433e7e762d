import type { EnvelopeApi, EnvelopeState } from '../../../lambda/providers/provider';

/** An API of no provider: its readings in turn, the last one again and again; files by their names. */
export function scriptedApi(
  readings: readonly EnvelopeState[],
  files: Readonly<Record<string, Uint8Array>>,
): EnvelopeApi & { readonly askedFor: Set<string> } {
  const left = [...readings];
  const askedFor = new Set<string>();
  return {
    askedFor,
    getEnvelope: async () => (left.length > 1 ? left.shift() : left[0])!,
    download: async (envelopeId, { name }) => {
      askedFor.add(`${envelopeId} ${name}`);
      return (async function* () {
        yield files[name]!;
      })();
    },
  };
}
