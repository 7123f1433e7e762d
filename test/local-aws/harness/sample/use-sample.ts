import { launchSample, type LaunchOptions, type RunningSample } from './launch-sample';

/** Launches a sample before all tests of a file, and stops it after them. */
export function useSample(options: LaunchOptions): () => RunningSample {
  let sample: RunningSample | undefined;
  beforeAll(async () => {
    sample = await launchSample(options);
  });
  afterAll(async () => {
    await sample?.stop();
  });
  return () => {
    if (!sample) throw new Error('The sample has not been launched');
    return sample;
  };
}
