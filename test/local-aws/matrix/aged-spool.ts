import { reportHarnessChange } from '../harness/change/harness-change';
import { earlier } from '../faults/short-waits';
import type { CallHandler } from '../faults/start-fault-layer';

/** Longer than the 15 minutes after which a sweep takes an object of the spool. */
const ageSeconds = 16 * 60;

/** Makes everything in the spool look old, and gives each sweep a second page. A test cannot wait for either. */
export function agedSpool(forward: CallHandler): CallHandler {
  reportHarnessChange('objects in the spool look 16 minutes old, and are listed in two pages');
  return async (call, request) => {
    const answer = await forward(call, request);
    const isSweep = call.stage === 'publish' && call.operation === 'ListObjectsV2';
    if (!isSweep || answer.status !== 200) return answer;
    const isFirstPage = !request.path.includes('start-after=');
    const headers = answer.headers.filter(
      (_, index) => (answer.headers[index - (index % 2)] ?? '').toLowerCase() !== 'content-length',
    );
    return { ...answer, headers, body: Buffer.from(aged(answer.body.toString(), isFirstPage)) };
  };
}

function aged(xml: string, hasMore: boolean): string {
  return xml
    .replaceAll(/(?<=<LastModified>)[^<]+/g, (moment) => earlier(moment, ageSeconds))
    .replace(/(?<=<IsTruncated>)[^<]+/, String(hasMore));
}
