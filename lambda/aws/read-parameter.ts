import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';

/** Makes a function that reads the text of a parameter of Systems Manager. */
export function readParameter(client: SSMClient, name: string): () => Promise<string> {
  return async () => {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: name }));
    if (Parameter?.Value === undefined) throw new Error(`Systems Manager gave no value for ${name}`);
    return Parameter.Value;
  };
}
