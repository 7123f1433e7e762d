// Makes a release: CHANGELOG's entries get a heading, the version goes up everywhere, one commit and one annotated tag.
//
//   npm run release -- 0.2.0          (or --patch, --minor, --major; add --dry-run to see what it would do)
//
// It never pushes. If it dies, run it again with the version: it goes on where it stopped.
import { runRelease } from './run-release';

try {
  console.log(
    runRelease({ folder: process.cwd(), args: process.argv.slice(2), today: new Date() }).join('\n'),
  );
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
