import type { Pipeline } from '../stack/stack';
import type { FunctionInspector } from './consumer-state';
import { failed, ok, type Result } from './finding';

/** The verifiers of a stack without a flood of requests: docs/deploy.md, "Lambda concurrency". */
const verifiers = 10;

const defaults = { archiveConcurrency: 2, publisherConcurrency: 5 };

/** Checks whether the account's quota of concurrent executions is enough for all stages together: otherwise webhooks are refused. */
export async function checkConcurrency(
  pipelines: readonly Pipeline[],
  { quota }: Pick<FunctionInspector, 'quota'>,
): Promise<Result> {
  const needed = neededConcurrency(pipelines);
  const { total, unreserved } = await quota();
  const has = `The account has ${total} concurrent executions in this region, ${unreserved} of them unreserved. This stack alone needs ${needed} at a busy time.`;
  if (unreserved >= needed) return ok(has);
  return failed(
    `${has} When they are used up, webhooks are answered 5xx.`,
    'Ask AWS for a higher quota ("Concurrent executions" of Lambda). Until then lower `publisherConcurrency` and `archiveConcurrency`.',
  );
}

function neededConcurrency(pipelines: readonly Pipeline[]): number {
  const ofStages = pipelines.map((pipeline) => {
    const { archiveConcurrency, publisherConcurrency } = { ...defaults, ...pipeline };
    const archiving = pipeline.endpoints.filter(({ archiveQueueUrl }) => archiveQueueUrl !== undefined);
    return archiving.length * archiveConcurrency + publisherConcurrency;
  });
  return ofStages.reduce((sum, one) => sum + one, verifiers);
}
