import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLoopbackAws, type LoopbackAws } from './loopback-aws';

/** Runs some work with an AWS on the loopback and a folder, and removes both. */
export async function withLoopbackAws<Result>(
  work: (aws: LoopbackAws, folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const aws = await startLoopbackAws();
  try {
    return await work(aws, folder);
  } finally {
    aws.close();
    await rm(folder, { recursive: true });
  }
}
