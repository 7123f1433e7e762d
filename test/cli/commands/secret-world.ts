import type { EndpointOutput, StackOutput } from '../../../cli/stack/outputs';
import type { SecretReading } from '../../../cli/stack/secrets';
import { documenso, iinkedSign, signPlus, stackOf } from '../stack-of';

export const value = 'V'.repeat(44);

/** The state that a command about secrets finds. */
export interface SecretWorld {
  readonly previous?: string;
  readonly reading?: SecretReading;
  /** The id of the current version; `null` if the secret has no value. */
  readonly current?: string | null;
  /** The value that the user pastes. */
  readonly pasted?: string;
  /** The answer to the question. */
  readonly yes?: boolean;
  readonly endpoints?: readonly EndpointOutput[];
  readonly others?: readonly StackOutput[];
}

/** Makes the dependencies of `revoke`, `rotate` and `set-secret`, and records what is done with them. */
export function secretWorld({
  previous,
  reading = { value },
  yes = true,
  current = 'v2',
  pasted = value,
  endpoints = [signPlus, documenso, iinkedSign],
  others = [],
}: SecretWorld) {
  const done: string[] = [];
  const values: string[] = [];
  const printed: string[] = [];
  const asked: string[] = [];
  let stage = previous;
  const deps = {
    readOutputs: () => Promise.resolve([...stackOf(endpoints), ...others]),
    readSecret: () => Promise.resolve(reading),
    versioning: {
      stages: () =>
        Promise.resolve({ ...(current && { current }), ...(stage === undefined ? {} : { previous: stage }) }),
      dropPrevious: (arn: string, version: string) => {
        done.push(`drop ${version} of ${arn}`);
        stage = undefined;
        return Promise.resolve();
      },
      put: (arn: string, put: string) => {
        done.push(`put ${arn}`);
        values.push(put);
        return Promise.resolve();
      },
    },
    renewFunction: (name: string) => Promise.resolve(void done.push(`renew ${name}`)),
    generateValue: () => value,
    askSecret: (question: string) => {
      asked.push(question);
      return Promise.resolve(pasted);
    },
    confirm: (question: string) => {
      asked.push(question);
      return Promise.resolve(yes);
    },
    print: (lines: readonly string[]) => void printed.push(...lines.map((line) => `${line}\n`)),
    warn: (text: string) => void printed.push(text),
  };
  return { deps, done, values, printed, asked };
}
