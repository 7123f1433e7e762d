import { type IConstruct } from 'constructs';

/**
 * Returns the endpoint of this name.
 *
 * @throws if no endpoint has this name; the message has the names that there are
 */
export function requireEndpoint<Known extends { readonly name: string }>(
  { node }: Pick<IConstruct, 'node'>,
  known: readonly Known[],
  name: string,
): Known {
  const endpoint = known.find((one) => one.name === name);
  if (endpoint) return endpoint;
  throw new Error(`EsignWebhooks "${node.path}" has ${unknownEndpoints([name], known)}`);
}

/** Says which names are unknown, and which there are. */
export function unknownEndpoints(
  unknown: readonly string[],
  known: readonly { readonly name: string }[],
): string {
  return `no endpoint "${unknown.join('", "')}": it has "${known.map(({ name }) => name).join('", "')}"`;
}
