import type { Contracts } from './collect-contracts';

/** The differences between the frozen contracts and today's. Each line names its subject. */
export interface ContractChanges {
  /** What deployed stacks, stored objects or consumers rely on, and what is no longer there. */
  readonly gone: readonly string[];
  /** What is new, and may be frozen. */
  readonly added: readonly string[];
}

/** Compares the contracts line by line. A line that changes is gone and added. */
export function compareContracts(frozen: Contracts, today: Contracts): ContractChanges {
  return { gone: missingFrom(today, frozen), added: missingFrom(frozen, today) };
}

const missingFrom = (contracts: Contracts, others: Contracts): readonly string[] =>
  Object.entries(others).flatMap(([subject, lines]) =>
    lines.filter((line) => !contracts[subject]?.includes(line)).map((line) => `${subject}: ${line}`),
  );
