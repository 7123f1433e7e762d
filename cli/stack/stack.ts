import { CommandFailure } from '../command-failure';
import {
  readEndpointOutputs,
  readPipelineOutputs,
  type EndpointOutput,
  type PipelineOutput,
  type ReadOutputs,
} from './outputs';

/** An `EsignWebhooks` of a stack, with its endpoints. */
export interface Pipeline extends PipelineOutput {
  readonly endpoints: readonly EndpointOutput[];
}

/** A stack, and one of its constructs if it has several. */
export interface StackSelection {
  readonly stack: string;
  readonly construct?: string;
}

/** Reads the pipelines of the selected construct, or of all. Throws `CommandFailure`. */
export async function readStack(
  { stack, construct }: StackSelection,
  readOutputs: ReadOutputs,
): Promise<readonly Pipeline[]> {
  return selectPipelines(await readWholeStack(stack, readOutputs), construct);
}

/** Reads the pipelines of all constructs: several of them may share a secret. Throws `CommandFailure`. */
export async function readWholeStack(stack: string, readOutputs: ReadOutputs): Promise<readonly Pipeline[]> {
  const outputs = await readOutputs(stack);
  const { pipelines, unreadable } = readPipelineOutputs(outputs);
  const { endpoints, unreadable: others } = readEndpointOutputs(outputs);
  const [unknown] = [...unreadable, ...others];
  if (unknown !== undefined) {
    throw new CommandFailure(
      `Another version of cdk-esign-webhooks wrote the output ${unknown}: use the version that deployed the stack.`,
    );
  }
  if (pipelines.length === 0) throw new CommandFailure(noPipeline(stack, endpoints));
  return pipelines.map((pipeline) => ({
    ...pipeline,
    endpoints: endpoints.filter((endpoint) => endpoint.construct === pipeline.construct),
  }));
}

/** Selects the pipelines of a construct; all if none is named. Throws `CommandFailure` if there is no such construct. */
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

function noPipeline(stack: string, endpoints: readonly EndpointOutput[]): string {
  return endpoints.length > 0
    ? `An older version of cdk-esign-webhooks deployed the stack "${stack}", so its outputs do not name its queues. Deploy it with this version first.`
    : `The stack "${stack}" has no EsignWebhooks: none of its outputs ends with "Operations". Give the right stack.`;
}

/** An endpoint and its pipeline. */
export interface SelectedEndpoint {
  readonly pipeline: Pipeline;
  readonly endpoint: EndpointOutput;
}

/** Selects the endpoint with this name. Throws `CommandFailure` if no construct has it, or several have it. */
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
    `Several constructs of the stack have an endpoint "${name}": "${constructs}". Choose one with --construct.`,
  );
}
