import type { SigningEvent } from '../lambda/contracts/signing-event';
import { bundleFaults, readBundle, type StoredFile } from '../test/local-aws/harness/observe/stored-bundle';
import type { RunningSample } from '../test/local-aws/harness/sample/launch-sample';
import type { ExpectedFile, SimulatedEnvelope } from '../test/simulators/kit/provider-simulator';
import { ExpectationFailed } from './expect-same';
import type { Narrator } from './narrator';

/** Reads every archived file, and compares each byte with the file that the simulator served. */
export async function checkArchive(
  sample: Pick<RunningSample, 'clients' | 'stack'>,
  archived: SigningEvent,
  original: SimulatedEnvelope,
  narrator: Narrator,
): Promise<void> {
  const bundle = await readBundle(sample, archived);
  const expected = original.files();
  const faults = bundleFaults(bundle, expected);
  if (faults.length > 0) throw new ExpectationFailed(faults.join('; '));
  narrator.line(`s3://${sample.stack.archiveBucket}/${bundle.folder}`);
  for (const file of bundle.files) narrator.detail(row(file, bundle.folder, expected));
  const { files, absent } = bundle.manifest;
  const missing = absent.map(({ role }) => `; the provider has no ${role}`).join('');
  narrator.line(`manifest.json lists exactly these ${files.length} files${missing}`);
}

/** Some files are new for each download, so they can only be compared with their digest in the manifest. */
function row(
  { key, size, sha256, bytes }: StoredFile,
  folder: string,
  expected: readonly ExpectedFile[],
): string {
  const served = expected.some((one) => one.bytes?.equals(bytes));
  const name = key.slice(folder.length).replace(/[^/]{21,}(?=\/)/, (id) => `${id.slice(0, 20)}…`);
  return `${name.padEnd(44)} ${String(size).padStart(7)} bytes  sha256 ${sha256.slice(0, 16)}…  ${served ? 'same bytes' : 'same digest as in the manifest'}`;
}
