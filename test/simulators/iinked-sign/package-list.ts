import type { HonestAnswer } from '../kit/play-fault';
import { json } from '../kit/route-server';
import { packageListItem } from './package-status';
import type { SimulatedPackage } from './simulated-package';

/** What the provider's pages leave open about its list. Tests may change it. */
export interface ListBehaviour {
  /** The largest page, whatever was asked for. */
  maxTake: number;
  /** Whether the API key may see the packages of all members. Otherwise it is refused if it asks for them. */
  keySeesAllMembers: boolean;
  /** Whether the list has packages that are not executed although it was asked for executed ones. */
  ignoresIsExecuted: boolean;
  /** Whether each page is the first one. */
  ignoresSkip: boolean;
}

/** The list of a provider that does what its pages say, in pages of at most 50. */
export const documentedList: ListBehaviour = {
  maxTake: 50,
  keySeesAllMembers: true,
  ignoresIsExecuted: false,
  ignoresSkip: false,
};

interface ListQuestion {
  readonly skip?: number;
  readonly take?: number;
  readonly isExecuted?: boolean;
  readonly allMembers?: boolean;
}

/** The answer of `POST /packages/list`. Source: Packages list API v4, checked 2026-11-21. */
export function listAnswer(
  packages: readonly SimulatedPackage[],
  behaviour: ListBehaviour,
  body: string,
): HonestAnswer {
  const question = JSON.parse(body || '{}') as ListQuestion;
  if (question.allMembers && !behaviour.keySeesAllMembers) return json(403, { message: 'Forbidden' });
  const { skip = 0, take = 20 } = question;
  const found = findPackages(packages, behaviour, question);
  const from = behaviour.ignoresSkip ? 0 : skip;
  const size = Math.min(take, behaviour.maxTake);
  const items = found.slice(from, from + size).map(packageListItem);
  return json(200, { items, total: found.length, take: size, skip });
}

function findPackages(
  packages: readonly SimulatedPackage[],
  { ignoresIsExecuted }: ListBehaviour,
  { isExecuted, allMembers }: ListQuestion,
): readonly SimulatedPackage[] {
  const wanted = ignoresIsExecuted ? undefined : isExecuted;
  return packages
    .filter(({ options }) => allMembers || !options.ofAnotherMember)
    .filter(({ executed }) => wanted === undefined || executed === wanted)
    .sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
}
