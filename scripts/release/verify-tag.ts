// Fails unless a tag is the tag of the version that is checked out: the release workflow runs it before it builds anything.
//
//   npm run release:verify -- v0.2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkTag } from './check-tag';
import { releaseFiles } from './plan-release';

const texts = Object.fromEntries(
  releaseFiles.map((file) => [file, readFileSync(join(__dirname, '..', '..', file), 'utf8')]),
);
const problems = checkTag(texts, process.argv[2] ?? '');
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
