import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../local-aws/harness/project-root';

/** The samples in Python that a consumer copies, of each page. */
export const pythonSamples: readonly string[] = ['python-events/README.md', 'docs/events.md'].flatMap(
  (page) =>
    [...readFileSync(join(projectRoot, page), 'utf8').matchAll(/```python\n([^]*?)```/g)].map(
      ([, code]) => code!,
    ),
);
