import { existsSync } from 'fs';
import { join } from 'path';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { packageRoot } from './package-root';

/** The rooms of the pipeline, each one Lambda bundle. */
export type Stage = 'verify' | 'publish' | 'archive';

/** The code of a room: the bundle that was built before, so that a consumer needs neither esbuild nor Docker. */
export function lambdaAsset(room: Stage, root: string = packageRoot()): lambda.Code {
  const folder = join(root, 'dist', 'lambda', room);
  if (!existsSync(join(folder, 'index.js'))) {
    throw new Error(`cdk-esign-webhooks: there is no bundle in ${folder}; run "npm run bundle" in ${root}`);
  }
  return lambda.Code.fromAsset(folder);
}
