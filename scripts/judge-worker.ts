/** Judges files for `judge-pdfs.ts`, in a process of its own: a file may fill the memory or never end. */
import { readFileSync } from 'node:fs';
import { answerTasks } from './judge/answer-tasks';
import { judgeSteps } from './judge/judge-steps';

answerTasks<{ readonly path: string; readonly draws: boolean }>(({ path, draws }, report) =>
  judgeSteps(readFileSync(path), draws, report),
);
