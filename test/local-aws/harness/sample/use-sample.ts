import { launchSample, type LaunchOptions, type RunningSample } from './launch-sample';

/** Launches a sample for all tests of a file, and stops it after them. */
export function useSample(options: LaunchOptions): () => RunningSample {
  let sample: RunningSample | undefined;
  beforeAll(async () => {
    sample = await launchSample(options);
  }, 120_000);
  afterAll(async () => {
    await sample?.stop();
  }, 30_000);
  return () => {
    if (!sample) throw new Error('The sample has not been launched');
    return sample;
  };
}
