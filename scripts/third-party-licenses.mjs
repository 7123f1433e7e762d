// Writes the licenses of the packages whose code is in what we build: each license demands that its text goes along.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The name of the file beside each Lambda asset, beside the command line, and in the package. */
export const licensesFile = 'THIRD-PARTY-LICENSES.txt';

/** The licenses that we may ship: their only condition is that the text goes along. Ask a lawyer before you add one. */
const allowed = new Set(['0BSD', 'Apache-2.0', 'MIT', 'MIT-0']);

/** Returns the folders of the packages with code in the output, sorted, without our own. */
export function packageFolders(metafile, root) {
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs: found }) => Object.entries(found));
  const folders = inputs
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([path]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? []);
  return [...new Set(folders)].sort().map((folder) => join(root, folder));
}

/** Returns the licenses of these packages as text. The same packages always give the same text. Throws if one may not be shipped. */
export function thirdPartyLicenses(folders) {
  const packages = new Map(folders.map(readPackage).map((one) => [one.title, one]));
  const sorted = [...packages.values()].sort((one, other) => (one.title < other.title ? -1 : 1));
  const texts = [...new Set(sorted.map(({ text }) => text))];
  return [
    'The built files beside or below this one contain code of these packages. Their licenses follow.\n',
    ...sorted.map(({ title, license }) => `${title} (${license})`),
    ...texts.flatMap((text) => [
      `\n${'-'.repeat(80)}\n`,
      ...sorted.filter((one) => one.text === text).flatMap(({ title, notices }) => [title, ...notices]),
      `\n${text}`,
    ]),
    '',
  ].join('\n');
}

function readPackage(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const title = `${name} ${version}`;
  if (!allowed.has(license)) {
    throw new Error(
      `${title} has the license ${JSON.stringify(license)}, which scripts/third-party-licenses.mjs does not allow: use another package, or check the license and add it there`,
    );
  }
  const read = (pattern) =>
    readdirSync(folder)
      .filter((file) => pattern.test(file))
      .sort()
      .map((file) => normalized(readFileSync(join(folder, file), 'utf8')));
  const given = read(/^(licen[cs]e|copying)/i).join('\n\n');
  const notices = read(/^(notice|copyright)/i);
  // The text of Apache-2.0 is the same for all. Only the copyright is each package's own.
  if (license === 'Apache-2.0') {
    return { title, license, notices: [...copyrightLines(given), ...notices], text: apacheText };
  }
  return { title, license, notices, text: given || textOf(license, title, author) };
}

const apacheText = normalized(readFileSync(new URL('../LICENSE', import.meta.url), 'utf8'));

function copyrightLines(text) {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^Copyright .*\d{4}/.test(line));
}

/** The text of a license for a package that has no file with it. */
function textOf(license, title, author) {
  const holder = typeof author === 'string' ? author : author?.name;
  const terms = { MIT: mitTerms, 'MIT-0': mitTerms.replace(mitCondition, '') }[license];
  if (holder && terms) return `${license} License\n\nCopyright (c) ${holder}\n\n${terms}`;
  throw new Error(
    `${title} has no license file: add the text of ${license} to scripts/third-party-licenses.mjs`,
  );
}

const mitCondition = `, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software`;

/** https://spdx.org/licenses/MIT.html and https://spdx.org/licenses/MIT-0.html */
const mitTerms = `Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so${mitCondition}.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;

function normalized(text) {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[ \t]+$/gm, '')
    .trim();
}
