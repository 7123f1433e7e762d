import type { EndpointOutput, StackOutput } from '../../../cli/stack/outputs';
import type { SecretReading } from '../../../cli/stack/secrets';
import { documenso, iinkedSign, signPlus, stackOf } from '../stack-of';

export const value = 'V'.repeat(44);

/** The state that a command about secrets finds. */
export interface SecretWorld {
  readonly previous?: string;
  readonly reading?: SecretReading;
  /** The answer to the question. */
  readonly yes?: boolean;
  readonly endpoints?: readonly EndpointOutput[];
  readonly others?: readonly StackOutput[];
}

/** Makes the dependencies of `revoke` and `rotate`, and records what is done with them. */
export function secretWorld({
  previous,
  reading = { value },
  yes = true,
  endpoints = [signPlus, documenso, iinkedSign],
  others = [],
}: SecretWorld) {
  const done: string[] = [];
  const printed: string[] = [];
  const asked: string[] = [];
  let stage = previous;
  const deps = {
    readOutputs: () => Promise.resolve([...stackOf(endpoints), ...others]),
    readSecret: () => Promise.resolve(reading),
    versioning: {
      stages: () => Promise.resolve({ current: 'v2', ...(stage === undefined ? {} : { previous: stage }) }),
      dropPrevious: (arn: string, version: string) => {
        done.push(`drop ${version} of ${arn}`);
        stage = undefined;
        return Promise.resolve();
      },
      put: (arn: string) => Promise.resolve(void done.push(`put ${arn}`)),
    },
    renewFunction: (name: string) => Promise.resolve(void done.push(`renew ${name}`)),
    generateValue: () => value,
    confirm: (question: string) => {
      asked.push(question);
      return Promise.resolve(yes);
    },
    print: (lines: readonly string[]) => void printed.push(...lines.map((line) => `${line}\n`)),
    warn: (text: string) => void printed.push(text),
  };
  return { deps, done, printed, asked };
}
