/**
 * Writes the Python models of the events from the published schema. Run it with `npm run python-events`, after `npm run schemas`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureVenv } from '../test/local-aws/harness/emulator/python-venv';
import { pythonEventSchema } from './python-event-schema';

const root = join(__dirname, '..');

/** The generated module. */
export const pythonEventModels = join(root, 'python-events/src/cdk_esign_webhooks_events/signing_event.py');

const options = [
  ['--input-file-type', 'jsonschema', '--output-model-type', 'pydantic_v2.BaseModel'],
  [
    '--base-class',
    'cdk_esign_webhooks_events.signing_model.SigningModel',
    '--class-name',
    'ParsedSigningEvent',
  ],
  [
    '--target-python-version',
    '3.10',
    '--formatters',
    'builtin',
    '--use-double-quotes',
    '--disable-timestamp',
  ],
  ['--enum-field-as-literal', 'all', '--use-type-alias', '--use-annotated', '--snake-case-field'],
  ['--use-schema-description', '--use-field-description'],
  ['--custom-file-header', '# Written by `npm run python-events` from docs/schemas. Do not edit it.'],
].flat();

/** Returns the folder of the Python tools of `python-events`. It installs them if they are not there. */
export async function pythonEventTools(): Promise<string> {
  return await ensureVenv({ requirements: join(root, 'requirements-python-events.txt') });
}

/** Returns the source of the models, as the published schema says now. */
export async function pythonEventSource(): Promise<string> {
  const published = readFileSync(join(root, 'docs/schemas/signing-event.schema.json'), 'utf8');
  const bin = await pythonEventTools();
  const folder = mkdtempSync(join(tmpdir(), 'python-events-'));
  try {
    const [input, output] = [join(folder, 'schema.json'), join(folder, 'signing_event.py')];
    writeFileSync(input, JSON.stringify(pythonEventSchema(JSON.parse(published) as Record<string, unknown>)));
    execFileSync(join(bin, 'datamodel-codegen'), ['--input', input, '--output', output, ...options], {
      cwd: folder,
      stdio: 'pipe',
    });
    return readFileSync(output, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function write(): Promise<void> {
  writeFileSync(pythonEventModels, await pythonEventSource());
}

if (require.main === module) void write();
