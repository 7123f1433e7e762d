import { CommandFailure } from '../command-failure';
import { readEndpointOutputs, type EndpointOutput, type StackOutput } from './endpoint-outputs';
import { readPipelineOutputs, type PipelineOutput } from './pipeline-outputs';

/** A deployed stack's outputs. Throws `CommandFailure`. */
export type ReadOutputs = (stack: string) => Promise<readonly StackOutput[]>;

/** One `EsignWebhooks` of a stack, with its endpoints. */
export interface Pipeline extends PipelineOutput {
  readonly endpoints: readonly EndpointOutput[];
}

/** Which stack is meant, and which construct in it where there are several. */
export interface StackSelection {
  readonly stack: string;
  readonly construct?: string;
}

/** What a stack says of itself to the operator's commands. Throws `CommandFailure` where that is not enough to work with. */
export async function readStack(
  { stack, construct }: StackSelection,
  readOutputs: ReadOutputs,
): Promise<readonly Pipeline[]> {
  return selectPipelines(await readWholeStack(stack, readOutputs), construct);
}

/** The same, of all constructs: they may share what one of them is asked about. */
export async function readWholeStack(stack: string, readOutputs: ReadOutputs): Promise<readonly Pipeline[]> {
  const outputs = await readOutputs(stack);
  const { pipelines, unreadable } = readPipelineOutputs(outputs);
  const { endpoints, unreadable: others } = readEndpointOutputs(outputs);
  const [strange] = [...unreadable, ...others];
  if (strange !== undefined) {
    throw new CommandFailure(
      `The output ${strange} is of another version of cdk-esign-webhooks: use the one that deployed the stack.`,
    );
  }
  if (pipelines.length === 0) throw new CommandFailure(nothingTold(stack, endpoints));
  return pipelines.map((pipeline) => ({
    ...pipeline,
    endpoints: endpoints.filter((endpoint) => endpoint.construct === pipeline.construct),
  }));
}

/** Those of the construct, or all where none was named. Throws `CommandFailure` where there is none of that name. */
export function selectPipelines(
  pipelines: readonly Pipeline[],
  construct: string | undefined,
): readonly Pipeline[] {
  const selected = pipelines.filter(
    (pipeline) => construct === undefined || pipeline.construct === construct,
  );
  if (selected.length > 0) return selected;
  const names = pipelines.map((pipeline) => pipeline.construct).join('", "');
  throw new CommandFailure(`There is no construct "${construct}" in the stack: it has "${names}".`);
}

function nothingTold(stack: string, endpoints: readonly EndpointOutput[]): string {
  return endpoints.length > 0
    ? `The stack "${stack}" was deployed by an older version of cdk-esign-webhooks, whose outputs do not say where its queues are: deploy it with this version first (it changes nothing else by it).`
    : `The stack "${stack}" has no EsignWebhooks: none of its outputs ends with "Operations". Give the stack that has it.`;
}

/** An endpoint, and what it shares with others. */
export interface SelectedEndpoint {
  readonly pipeline: Pipeline;
  readonly endpoint: EndpointOutput;
}

/** The one endpoint of this name. Throws `CommandFailure` where there is none, or one in each of several constructs. */
export function selectEndpoint(pipelines: readonly Pipeline[], name: string): SelectedEndpoint {
  const all = pipelines.flatMap((pipeline) => pipeline.endpoints.map((endpoint) => ({ pipeline, endpoint })));
  const found = all.filter(({ endpoint }) => endpoint.endpoint === name);
  const [one, another] = found;
  if (!one) {
    const names = all.map(({ endpoint }) => endpoint.endpoint).join('", "');
    throw new CommandFailure(`There is no endpoint "${name}" in the stack: it has "${names}".`);
  }
  if (!another) return one;
  const constructs = found.map(({ pipeline }) => pipeline.construct).join('", "');
  throw new CommandFailure(
    `Several constructs of the stack have an endpoint "${name}": "${constructs}". Say which with --construct.`,
  );
}
