import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pythonEventModels, pythonEventSource, pythonEventTools } from '../../scripts/write-python-events';
import { projectRoot } from '../local-aws/harness/project-root';
import { expectSameFields, expectSameVerdicts } from './compare-parsers';
import { judgeInPython, type RunPython } from './judgement';
import { pythonSamples } from './python-samples';

const project = join(projectRoot, 'python-events');
const source = join(project, 'src');
const folder = mkdtempSync(join(tmpdir(), 'python-models-'));
let bin: string;

/** What a consumer in a strict project may write, and must not: each line with `# wrong` is an error. */
const uses = `
from typing import assert_never

from cdk_esign_webhooks_events import (
    DocumentCompletedEvent,
    EnvelopeArchivedEvent,
    EnvelopeArchiveFailedEvent,
    EnvelopeCompletedEvent,
    ProviderEvent,
    ReportedEvent,
    SigningEvent,
    UnknownSigningEvent,
    dump_signing_event,
    parse_signing_event,
)


def key(event: SigningEvent) -> str:
    if event.type == "envelope.archived":
        return event.archive.manifest.key
    return event.archive.bucket  # wrong


def read(given: object) -> str:
    event = parse_signing_event(given)
    print(dump_signing_event(event)["id"], event.received_at.upper())
    event.archive  # wrong
    match event:
        case EnvelopeArchivedEvent():
            return event.archive.manifests  # wrong
        case EnvelopeArchiveFailedEvent():
            return event.problem
        case DocumentCompletedEvent():
            return event.document.id
        case EnvelopeCompletedEvent():
            return event.found_by  # wrong
        case ProviderEvent():
            return event.envelope.id  # wrong
        case ReportedEvent():
            return event.record.key + event.authenticity + event.provider
        case UnknownSigningEvent():
            return event.type
        case _:
            assert_never(event)
`;

beforeAll(async () => {
  bin = await pythonEventTools();
  writeFileSync(join(folder, 'uses.py'), uses);
  for (const [index, sample] of pythonSamples.entries())
    writeFileSync(join(folder, `sample${index}.py`), sample);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a tool in the folder of the samples, and returns what it says. */
function run(command: string, args: readonly string[]): string {
  const env = { ...process.env, MYPYPATH: source, NO_COLOR: '1' };
  const { stdout, stderr, error } = spawnSync(command, args, { cwd: folder, env, encoding: 'utf8' });
  if (error) throw error;
  return stdout + stderr;
}

/** The lines of `uses` that are wrong, as `uses.py:20`. */
const wrongLines = uses
  .split('\n')
  .flatMap((line, index) => (line.endsWith('# wrong') ? [`uses.py:${index + 1}`] : []));

test('the models are those of the published schema: `npm run python-events` changes nothing', async () => {
  expect(readFileSync(pythonEventModels, 'utf8')).toBe(await pythonEventSource());
});

test('ruff finds nothing in the package, with all its rules', () => {
  const ruff = (...args: readonly string[]) => run(join(bin, 'ruff'), [...args, '--no-cache', project]);

  expect(ruff('check')).toBe('All checks passed!\n');
  expect(ruff('format', '--check')).toMatch(/^\d+ files already formatted\n$/);
});

test('the models accept the same with the newest pydantic', () => {
  const env = { ...process.env, PYTHONPATH: source, PYTHONDONTWRITEBYTECODE: '1' };
  const python: RunPython = (args, input) =>
    execFileSync(join(bin, 'python'), args, { env, input: input ?? '', encoding: 'utf8', maxBuffer: 1e9 });

  expectSameVerdicts(judgeInPython(python));
  expectSameFields(judgeInPython(python));
});

test('mypy in its strict mode finds the wrong lines of a consumer, and nothing in the samples and in the package', () => {
  const found = run(join(bin, 'mypy'), ['--strict', '--cache-dir', '/dev/null', folder, source]);
  const errors = [...found.matchAll(/^(\S+:\d+): error/gm)].map(([, place]) => basename(place!));

  expect([...new Set(errors)]).toEqual(wrongLines);
});

test('pyright in its strict mode finds the same lines', () => {
  const config = join(folder, 'pyrightconfig.json');
  writeFileSync(config, JSON.stringify({ include: ['.'], extraPaths: [source], typeCheckingMode: 'strict' }));
  const found = run(process.execPath, [
    require.resolve('pyright'),
    '--pythonpath',
    join(bin, 'python'),
    '--outputjson',
  ]);
  const { generalDiagnostics } = JSON.parse(found) as {
    readonly generalDiagnostics: readonly {
      readonly file: string;
      readonly range: { readonly start: { readonly line: number } };
    }[];
  };
  const errors = generalDiagnostics.map(({ file, range }) => `${basename(file)}:${range.start.line + 1}`);

  expect([...new Set(errors)]).toEqual(wrongLines);
});
