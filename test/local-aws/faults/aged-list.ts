import { earlier } from './short-waits';
import type { CallHandler } from './start-fault-layer';

/** Makes stored objects look older in the lists of objects that a stage reads: a test cannot wait for that. */
export function agedList(
  isAged: (key: string) => boolean,
  ageSeconds: number,
): (forward: CallHandler) => CallHandler {
  return (forward) => async (call, request) => {
    const answer = await forward(call, request);
    if (call.operation !== 'ListObjectsV2' || answer.status !== 200) return answer;
    const xml = answer.body.toString().replaceAll(/<Contents>.*?<\/Contents>/gs, (object) => {
      const key = /<Key>([^<]*)</.exec(object)?.[1] ?? '';
      if (!isAged(key)) return object;
      return object.replace(/(?<=<LastModified>)[^<]+/, (moment) => earlier(moment, ageSeconds));
    });
    const headers = answer.headers.filter(
      (_, index) => (answer.headers[index - (index % 2)] ?? '').toLowerCase() !== 'content-length',
    );
    return { ...answer, headers, body: Buffer.from(xml) };
  };
}
