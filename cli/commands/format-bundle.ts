import type { BundleContent, BundleList, StoredBundle } from '../envelope/bundles';
import { reasonInWords } from '../reasons';

const stateInWords: Readonly<Record<StoredBundle['state'], string>> = {
  whole: 'whole',
  incomplete: 'incomplete: the archiver gave up',
  begun: 'begun: it has no manifest',
};

/** One screen: an envelope with more files has them in its manifest. */
const maxFiles = 12;

/** Formats a bundle for a person. */
export function formatBundle({
  state,
  storedAt,
  prefix,
  list,
  objects,
  faults,
}: StoredBundle): readonly string[] {
  return [
    `${storedAt.toISOString()}  ${stateInWords[state]}`,
    `  ${prefix}`,
    ...(list ? formatList(list, prefix) : [`  objects: ${objects.length}`]),
    ...faults.map((fault) => `  Fault: ${fault}`),
  ];
}

function formatList({ name, sha256, content }: BundleList, prefix: string): readonly string[] {
  const { foundBy, files, missing = [] } = content;
  const more = files.length > maxFiles ? [`  … and ${files.length - maxFiles} more files`] : [];
  return [
    `  ${name}: SHA-256 ${sha256}`,
    ...(foundBy === undefined ? [] : [`  found by ${foundBy === 'import' ? 'an import' : 'reconciliation'}`]),
    ...files
      .slice(0, maxFiles)
      .map(({ role, key, size }) => `  ${role}: ${relative(key, prefix)}, ${size} bytes`),
    ...more,
    ...missing
      .slice(0, maxFiles)
      .map(({ name: path, reason }) => `  missing: ${path}: ${reasonInWords(reason)}`),
    ...content.problems.map(({ name: problem, key }) => `  Problem: ${problem}${ofFile(key, prefix)}`),
    ...formatAbsent(content),
  ];
}

function formatAbsent({ absent }: BundleContent): readonly string[] {
  const roles = [...new Set(absent.map(({ role }) => role))];
  return roles.length === 0 ? [] : [`  the provider has no ${roles.join(', ')}`];
}

const ofFile = (key: string | undefined, prefix: string) =>
  key === undefined ? '' : `: ${relative(key, prefix)}`;

const relative = (key: string, prefix: string) => (key.startsWith(prefix) ? key.slice(prefix.length) : key);
