import { join } from 'node:path';
import { projectRoot } from '../project-root';
import { runCommand } from '../emulator/run-command';

/** The options of a CDK command. */
export interface CdkOptions {
  readonly cwd: string;
  /** The whole environment. Without the endpoint and credentials of a local AWS, the CLI finds no AWS. */
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly signal?: AbortSignal;
}

/**
 * Runs the project's own, pinned CDK CLI.
 *
 * @throws CommandFailed
 */
export function cdk(args: readonly string[], options: CdkOptions): Promise<void> {
  const cli = join(projectRoot, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  return runCommand([process.execPath, cli, ...args, '--no-notices', '--no-color', '--ci'], options);
}
