import { defined } from '../../lambda/kit/defined';
import { registrationGuides } from '../../lambda/providers/registration-guides';
import { providerIdSchema } from '../../lambda/contracts/ids';
import type { ListedResult } from '../registration/register-listed';
import type { SecretEffect } from '../registration/register-unlisted';
import { shownAddress } from '../stack/full-address';
import type { EndpointOutput } from '../stack/outputs';
import type { Session } from '../stack/session';
import type { StackSelection } from '../stack/stack';
import { commandLine } from '../terminal/command-line';

/** What an operator has to know about a provider's list that is open to anybody. */
export const readableWarning =
  'Problem: this provider answers the list of webhooks without any credentials. Whoever reaches its API can read the token in the address, send webhooks with it, and remove the webhooks. Ask the operator of the instance to close it, then run `rotate --register`.';

/** Formats what was done, or would be done, at a provider that lists its webhooks. It has no token. */
export function formatListed(
  { endpoint, address }: EndpointOutput,
  { events, created, removed, others }: ListedResult,
  dryRun: boolean,
): readonly string[] {
  const isNew = new Set(created);
  const state = (event: string) => {
    if (!isNew.has(event)) return 'is there';
    return dryRun ? 'would be registered' : 'registered';
  };
  return [
    `${endpoint}: ${shownAddress(address)}`,
    ...events.map((event) => `  ${event}: ${state(event)}`),
    ...(removed === 0
      ? []
      : [`  ${countOf(removed, 'old webhook')} ${dryRun ? 'would be removed' : 'removed'}`]),
    ...(others === 0 ? [] : [`  ${countOf(others, 'webhook')} of other systems or endpoints: left alone`]),
  ];
}

/** Formats the number of some things. */
export const countOf = (count: number, thing: string) => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** Formats the same for a provider that lists none. Without an effect nothing was done. */
export function formatUnlisted(
  { endpoint, address }: EndpointOutput,
  effect?: SecretEffect,
): readonly string[] {
  const head = `${endpoint}: ${address}`;
  if (effect === undefined) {
    return [
      head,
      '  The address would be registered, in place of any other one that the provider may have.',
      "  The webhook secret of the provider's answer would become the value of the stack's secret.",
    ];
  }
  const secret =
    effect === 'new'
      ? 'The stack has the new webhook secret. The old one is accepted too for the grace period (`secretGrace`, a day by default).'
      : 'The provider answered with the webhook secret that the stack has already.';
  return [head, '  Registered.', `  ${secret}`];
}

/** Formats the steps of a person. A generated secret is not in them. */
export function formatManual(
  { endpoint, provider, address }: EndpointOutput,
  { stack, region, profile }: StackSelection & Session,
  reason: string,
): readonly string[] {
  const { data } = providerIdSchema.safeParse(provider);
  const { steps = [] } = data === undefined ? {} : registrationGuides[data];
  const command = commandLine('addresses', defined({ stack, region, profile }));
  return [
    `${endpoint}: register by hand, because ${reason}.`,
    ...steps.map((step, index) => `  ${index + 1}. ${step.replaceAll('{address}', () => address)}`),
    `  \`${command}\` prints the secret.`,
  ];
}
