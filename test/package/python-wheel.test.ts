import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  exampleTemplate,
  synthEnvironment,
  typescriptTemplate,
} from '../../scripts/languages/example-template';
import { packLanguages } from '../../scripts/languages/pack-languages';
import { python, pythonExample } from '../../scripts/languages/python-example';
import { root } from './packed';

const place = mkdtempSync(join(tmpdir(), 'python-wheel-'));
const folder = join(place, 'app');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

beforeAll(() => {
  const packages = join(place, 'packages');
  packLanguages(packages, ['python']);
  pythonExample.build({ packages, folder, version });
});

afterAll(() => rmSync(place, { recursive: true, force: true }));

/** Runs a Python app in the environment with the wheel. */
function runApp(source: string) {
  const file = join(folder, 'other_app.py');
  writeFileSync(file, source);
  const { status, stderr } = spawnSync(python(folder), [file], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...synthEnvironment(join(place, 'other')) },
  });
  return { status, stderr };
}

test('an app in Python with all four providers has the same template as the app in TypeScript', () => {
  const outdir = join(place, 'out');

  pythonExample.synth({ folder, outdir });

  const template = exampleTemplate(outdir);
  expect(template).toBe(typescriptTemplate(join(place, 'typescript')));
  const { Resources } = JSON.parse(template) as { Resources: Readonly<Record<string, { Type: string }>> };
  const routes = Object.values(Resources).filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Route');
  expect(routes).toHaveLength(4);
});

test('an error at synth gets to Python, and names the prop', () => {
  const { status, stderr } = runApp(
    [
      'from aws_cdk import App, Stack',
      'from cdk_esign_webhooks import EsignProvider, EsignWebhooks',
      'stack = Stack(App(), "Broken")',
      'EsignWebhooks(stack, "Signing", providers=[EsignProvider.kingsign(api_url="http://sign.example.com")])',
    ].join('\n'),
  );

  expect(status).not.toBe(0);
  expect(stderr).toMatch(
    /RuntimeError: .*EsignProvider\.kingsign .*: api_url is "http:\/\/sign\.example\.com".*https/,
  );
});

test('the wheel has the version, the license and no docstring that calls the API experimental', () => {
  const { status, stderr } = runApp(
    [
      'import inspect',
      'from importlib import metadata, resources',
      'import cdk_esign_webhooks',
      'distribution = metadata.distribution("cdk-esign-webhooks")',
      `assert distribution.version == "${version}"`,
      'files = {file.name for file in distribution.files}',
      'assert {"LICENSE", "py.typed"} <= files, files',
      'assert "(experimental)" not in inspect.getsource(cdk_esign_webhooks)',
      'assert "executed PDFs" in (cdk_esign_webhooks.EsignWebhooksProps.archive_bucket.__doc__ or "")',
    ].join('\n'),
  );

  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.anything() });
});
