import type { FoundWebhook } from '../../lambda/contracts/access-check';
import type { ListedRegistration, WebhookRegistration } from '../../lambda/providers/webhook-registry';
import { reasonInWords } from '../reasons';
import type { AccessAnswer } from './access-answer';
import { failed, notApplicable, ok, unknown, type Result } from './finding';

/** What is known of an endpoint's webhooks at its provider. */
export interface RegistrationFacts {
  readonly registration: WebhookRegistration | undefined;
  /** Absent if the archiver has not answered. */
  readonly answer: AccessAnswer | undefined;
  /** Whether the command could send the digest of the current address. */
  readonly isComparable: boolean;
  /** Until when the previous token is accepted, in milliseconds since the epoch. */
  readonly previousUntil: number | undefined;
  /** The command that registers the endpoint. */
  readonly register: string;
}

/** Checks whether each event of an endpoint is registered at its provider, to the current address. */
export function checkRegistration(facts: RegistrationFacts): Result {
  const { registration, answer } = facts;
  if (registration?.kind !== 'listed') {
    return notApplicable(
      'Nobody can ask this provider what is registered. Look at the last webhook instead.',
    );
  }
  if (!answer) return unknown('The archiver has not answered in time, so nobody asked the provider.');
  const { webhooks, webhooksReason = 'unexpected-answer', isListOpen } = answer;
  if (isListOpen)
    return failed(
      'Anybody can read the list of webhooks at the provider, and with it the token.',
      openAdvice,
    );
  if (!webhooks) return unknown(`The list of webhooks could not be read: ${listReason(webhooksReason)}.`);
  return compare(registration, webhooks, facts);
}

/** These words of a reason are about an envelope elsewhere. */
const listReason = (reason: string) =>
  reason === 'not-found' ? "the provider's API has no such list" : reasonInWords(reason);

const openAdvice =
  'Whoever reads the token can send any webhook. Close that route at the provider, then rotate the token.';

/** Where the webhooks of one event lead; the best place counts. */
type Standing = FoundWebhook['place'] | 'twice' | 'off' | 'missing';

const places = ['current', 'previous', 'execute-api', 'stale'] as const;

function standingOf(event: string, webhooks: readonly FoundWebhook[]): Standing {
  const own = webhooks.filter((one) => one.event === event);
  if (own.length === 0) return 'missing';
  const sent = own.filter(({ disabled }) => !disabled);
  const best = places.find((place) => sent.some((one) => one.place === place)) ?? 'off';
  return best === 'current' && sent.length > 1 ? 'twice' : best;
}

function compare(
  { events }: ListedRegistration,
  webhooks: readonly FoundWebhook[],
  { isComparable, previousUntil, register }: RegistrationFacts,
): Result {
  const sent = webhooks.filter(({ disabled }) => !disabled).map(({ event }) => event);
  const standings = [...new Set([...events, ...sent])].map(
    (event) => [event, standingOf(event, webhooks)] as const,
  );
  const wrong = standings.filter(([, standing]) => standing !== 'current');
  if (wrong.length === 0) return ok(`All ${standings.length} events are registered to the current address.`);
  if (!isComparable && wrong.every(([, standing]) => standing === 'stale')) return unknown(uncompared);
  const words = inWords(isComparable, previousUntil);
  const groups = [...new Set(wrong.map(([, standing]) => standing))].map((group) => {
    const names = wrong.filter(([, standing]) => standing === group).map(([event]) => event);
    return `${words[group]}: ${names.join(', ')}.`;
  });
  return failed(groups.join(' '), `Register the endpoint: \`${register}\`.`);
}

const uncompared =
  'All events are registered to this endpoint. Whether with the current token is not known: its value could not be read, or has fewer than 32 characters.';

function inWords(
  isComparable: boolean,
  previousUntil: number | undefined,
): Readonly<Record<Standing, string>> {
  const until =
    previousUntil === undefined ? '' : `, which is accepted until ${new Date(previousUntil).toISOString()}`;
  return {
    current: 'Registered',
    previous: `Registered with the previous token${until}`,
    'execute-api': 'Registered with the execute-api address instead of the domain',
    stale: isComparable
      ? 'Registered with a token that is not accepted'
      : 'Registered, with a token that is not known',
    twice: 'Registered more than once',
    off: 'Registered, but switched off at the provider',
    missing: 'Not registered',
  };
}
