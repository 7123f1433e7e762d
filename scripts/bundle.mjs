// Builds the Lambda asset of each stage, dist/lambda/<stage>/index.js, and the command line, dist/cli/index.js,
// which bin/cdk-esign-webhooks.js runs.
//
// Prints the sizes on stderr: `cdk synth` runs this script, and prints the template on stdout.
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { licensesFile, packageFolders, thirdPartyLicenses } from './third-party-licenses.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stages = ['verify', 'publish', 'archive', 'reconcile'];

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  write: false,
  metafile: true,
  logLevel: 'warning',
};

const pdfAliases = {
  // Only its objects and its parser, without the drawing API: that saves 300 KiB.
  '@cantoo/pdf-lib': join(root, 'node_modules/@cantoo/pdf-lib/es/core/index.js'),
  // Node has its own Brotli decoder: that saves half a megabyte.
  'brotli/decompress.js': join(root, 'lambda/drawing/text/brotli.ts'),
};

const lambdaOptions = {
  ...common,
  target: 'node24',
  alias: {
    '@aws-sdk/credential-provider-node': join(root, 'lambda/aws/default-credentials.ts'),
    ...pdfAliases,
  },
};

const bundleOptions = (stage) => ({
  ...lambdaOptions,
  entryPoints: [`lambda/${stage}/handler.ts`],
  ...(stage === 'verify' ? verifyEntry : {}),
});

/** The verifier is a module, because only a module can let Lambda wait for its init. It loads its part for S3 when it needs it. */
const verifyEntry = { entryPoints: ['lambda/verify/index.mts'], format: 'esm', external: ['./s3-spool.js'] };

const s3SpoolOptions = () => ({
  ...lambdaOptions,
  entryPoints: ['lambda/verify/s3-spool.ts'],
  format: 'esm',
});

/** Returns the esbuild options for each file of a stage's Lambda asset, by its name. */
export const assetFiles = (stage) => ({
  'index.js': bundleOptions(stage),
  ...(stage === 'verify' ? { 's3-spool.js': s3SpoolOptions() } : {}),
});

/** Returns the esbuild options for the command line. It needs AWS profiles and single sign-on, and runs on Node 20. */
export const cliBundleOptions = () => ({
  ...common,
  entryPoints: ['cli/index.ts'],
  target: 'node20',
  alias: pdfAliases,
});

async function buildLambdaAsset(stage) {
  const folder = join(root, 'dist', 'lambda', stage);
  const built = [];
  for (const [name, options] of Object.entries(assetFiles(stage))) {
    built.push(await buildOne(options, `${stage}/${name}`, join(folder, name)));
  }
  // Without it, Lambda takes the verifier for CommonJS.
  if (stage === 'verify') writeIfChanged(join(folder, 'package.json'), Buffer.from('{ "type": "module" }\n'));
  writeLicenses(
    folder,
    built.flatMap(({ folders }) => folders),
  );
  return built;
}

async function buildCli() {
  const file = join(root, 'dist', 'cli', 'index.js');
  const built = await buildOne(cliBundleOptions(), 'cli', file);
  writeLicenses(dirname(file), built.folders);
  return built;
}

/** Writes a built file. Returns it with the folders of the packages in it. */
async function buildOne(options, name, file) {
  const { warnings, outputFiles, metafile } = await build(options);
  if (warnings.length > 0) throw new Error(`esbuild warned about ${name}: a warning here fails at run time`);
  writeIfChanged(file, outputFiles[0].contents);
  return { name, file, folders: packageFolders(metafile, root) };
}

/** The archiver's fonts and their licenses, by the file names that `lambda/drawing/text/fonts.ts` reads. */
const fonts = {
  'NotoSans-Regular.ttf': '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  'NotoSans-Bold.ttf': '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
  'NotoSans-Italic.ttf': '@expo-google-fonts/noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf',
  'NotoSans-BoldItalic.ttf': '@expo-google-fonts/noto-sans/700Bold_Italic/NotoSans_700Bold_Italic.ttf',
  'NotoSans-LICENSE.txt': '@expo-google-fonts/noto-sans/LICENSE_FONT',
  'DejaVuSans.ttf': 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  'DejaVuSans-LICENSE.txt': 'dejavu-fonts-ttf/LICENSE',
};

/** Copies the fonts beside the archiver. The command line reads them there too. */
function copyFonts() {
  const folder = join(root, 'dist', 'lambda', 'archive', 'fonts');
  for (const [name, path] of Object.entries(fonts)) {
    writeIfChanged(join(folder, name), readFileSync(join(root, 'node_modules', path)));
  }
}

function writeLicenses(folder, folders) {
  writeIfChanged(join(folder, licensesFile), Buffer.from(thirdPartyLicenses(folders)));
}

/** Writes a file in one step, because `cdk synth` may run this script while a test reads the file. */
function writeIfChanged(file, contents) {
  if (existsSync(file) && readFileSync(file).equals(contents)) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, contents);
  renameSync(`${file}.${process.pid}`, file);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const built = [];
  for (const stage of stages) built.push(...(await buildLambdaAsset(stage)));
  copyFonts();
  built.push(await buildCli());
  for (const one of built) report(one);
  writeLicenses(
    root,
    built.flatMap(({ folders }) => folders),
  );
}

function report({ name, file }) {
  const gzipped = gzipSync(readFileSync(file)).length;
  console.error(
    `${name.padEnd(18)} ${(statSync(file).size / 1024).toFixed(1)} KiB, ${(gzipped / 1024).toFixed(1)} KiB gzipped`,
  );
}
