import { reportHarnessChange } from '../harness/change/harness-change';
import { earlier } from '../faults/short-waits';
import type { CallHandler } from '../faults/start-fault-layer';

/** Longer than the 15 minutes that an object may lie in the spool before a sweep looks after it. */
const age = 16 * 60;

/** Lets everything in the spool look old, and every sweep have a second page: neither could be waited for. */
export function agedSpool(forward: CallHandler): CallHandler {
  reportHarnessChange('what lies in the spool looks 16 minutes old, and comes in two pages');
  return async (call, request) => {
    const answer = await forward(call, request);
    if (call.operation !== 'ListObjectsV2' || answer.status !== 200) return answer;
    const isFirstPage = !request.path.includes('start-after=');
    const headers = answer.headers.filter(
      (_, index) => (answer.headers[index - (index % 2)] ?? '').toLowerCase() !== 'content-length',
    );
    return { ...answer, headers, body: Buffer.from(aged(answer.body.toString(), isFirstPage)) };
  };
}

function aged(xml: string, hasMore: boolean): string {
  return xml
    .replaceAll(/(?<=<LastModified>)[^<]+/g, (moment) => earlier(moment, age))
    .replace(/(?<=<IsTruncated>)[^<]+/, String(hasMore));
}
