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
  for (const file of bundle.files)
    for (const row of rows(file, bundle.folder, expected)) narrator.detail(row);
  const { files, absent } = bundle.manifest;
  const missing = absent.map(({ role }) => `; the provider offers no ${role} file`).join('');
  narrator.line(`manifest.json lists exactly these ${files.length} files${missing}`);
}

/** Some files are new for each download, so they can only be compared with their digest in the manifest. */
function rows(
  { key, size, sha256, bytes }: StoredFile,
  folder: string,
  expected: readonly ExpectedFile[],
): readonly string[] {
  const served = expected.some((one) => one.bytes?.equals(bytes));
  const name = key.slice(folder.length).replace(/[^/]{21,}(?=\/)/, (id) => `${id.slice(0, 20)}…`);
  const equal = served ? 'same bytes as the provider’s' : 'digest as in the manifest';
  return [name, `${String(size).padStart(9)} bytes  sha256 ${sha256.slice(0, 16)}…  ${equal}`];
}
