import { delimiter, join } from 'node:path';
import { cdk } from './cdk-cli';
import { projectRoot } from '../project-root';

/** The options of a synthesis. */
export interface SynthOptions {
  /** The value of the sample app's context key `esign`: endpoints and API addresses. */
  readonly esign: unknown;
  /** The app's file. By default the sample app. */
  readonly app?: string;
  /** The folder for the cloud assembly and the log. */
  readonly folder: string;
  /** Whether to run the build of `cdk.json` first. Otherwise it uses the Lambda assets in `dist/lambda` unchanged. */
  readonly build: boolean;
  readonly signal?: AbortSignal;
}

/** Synthesizes the sample app with the pinned CLI, without any AWS, and returns the assembly's folder. */
export async function synthSampleApp({ esign, app, folder, build, signal }: SynthOptions): Promise<string> {
  const assembly = join(folder, 'cdk.out');
  await cdk(
    [
      'synth',
      '--quiet',
      ...(build ? [] : ['--build', 'true']),
      ...(app === undefined ? [] : ['--app', `tsx ${app}`]),
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
        // test/local-aws/cfn-lint does the CDK's own check of the template. It takes most of the time of a synth.
        CDK_VALIDATION: 'false',
      },
      logFile: join(folder, 'synth.log'),
      ...(signal ? { signal } : {}),
    },
  );
  return assembly;
}
