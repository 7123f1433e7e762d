import { existsSync } from 'fs';
import { dirname, join } from 'path';
import * as lambda from 'aws-cdk-lib/aws-lambda';

/** A stage of the pipeline. Each stage has its own Lambda asset. */
export type Stage = 'verify' | 'publish' | 'archive' | 'reconcile';

/** Returns the code of a stage. It is built before publishing, so that users need neither esbuild nor Docker. */
export function lambdaAsset(stage: Stage, root: string = packageRoot()): lambda.Code {
  const folder = join(root, 'dist', 'lambda', stage);
  if (!existsSync(join(folder, 'index.js'))) {
    throw new Error(
      `cdk-esign-webhooks: there is no Lambda asset in ${folder}; run "npm run bundle" in ${root}`,
    );
  }
  return lambda.Code.fromAsset(folder);
}

/** Returns the folder of this package. It searches upwards, because compiled files are one folder deeper than sources. */
export function packageRoot(from: string = __dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder) throw new Error(`cdk-esign-webhooks: no package.json above ${from}`);
  }
}
