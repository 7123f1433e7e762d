import type { ProviderSimulator } from './provider-simulator';

/** Lets a test change the list of envelopes between two pages. */
export interface ListChanges extends Pick<ProviderSimulator, 'onList'> {
  /** Runs the test's change before an answer of the list. */
  readonly beforeAnswer: () => void;
}

/** Makes the changes of one simulator: none at first. */
export function listChanges(): ListChanges {
  let change: (answerNumber: number) => void = () => undefined;
  let answers = 0;
  return {
    onList: (next) => {
      change = next;
      answers = 0;
    },
    beforeAnswer: () => change(answers++),
  };
}
