import { delimiter, join } from 'node:path';
import { cdk } from './cdk-cli';
import { projectRoot } from '../project-root';

/** What to synthesize, and where to. */
export interface SynthOptions {
  /** The sample app's context key `esign`: its endpoints and their APIs. */
  readonly esign: unknown;
  /** Receives the cloud assembly and the log. */
  readonly folder: string;
  /** Whether `cdk.json`'s build runs first; otherwise the bundles in `dist/lambda` are taken as they are. */
  readonly build: boolean;
  readonly signal?: AbortSignal;
}

/** Synthesizes the sample app as it stands, by the pinned CLI and without any AWS, and gives the assembly's folder. */
export async function synthSampleApp({ esign, folder, build, signal }: SynthOptions): Promise<string> {
  const assembly = join(folder, 'cdk.out');
  await cdk(
    [
      'synth',
      '--quiet',
      ...(build ? [] : ['--build', 'true']),
      '--output',
      assembly,
      '--context',
      `esign=${JSON.stringify(esign)}`,
    ],
    {
      cwd: projectRoot,
      env: {
        PATH: [join(projectRoot, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter),
        HOME: folder,
        CDK_DISABLE_VERSION_CHECK: '1',
        CDK_DISABLE_CLI_TELEMETRY: '1',
      },
      logFile: join(folder, 'synth.log'),
      ...(signal ? { signal } : {}),
    },
  );
  return assembly;
}
