import * as z from 'zod';
import { foundWebhookSchema, type FoundWebhook } from '../../lambda/contracts/access-check';
import { defined } from '../../lambda/kit/defined';
import { jsonString } from '../../lambda/kit/json';
import type { LogLine } from '../logs/log-line';

/** What the archiver found out at the provider. */
export interface AccessAnswer {
  /** Which API key the provider accepts. Absent if it accepts none, or could not be asked. */
  readonly acceptedKey?: 'current' | 'previous';
  /** Why it accepts none, or could not be asked. */
  readonly keyReason?: string;
  /** The webhooks that lead to the endpoint. Absent if nobody can look, or the list failed. */
  readonly webhooks?: readonly FoundWebhook[];
  /** Why the list failed. */
  readonly webhooksReason?: string;
  /** Whether anybody can read the list of webhooks. Absent if that is not known. */
  readonly isListOpen?: boolean;
}

const webhooksSchema = jsonString(z.array(foundWebhookSchema));

/** Reads the answer from its line in the archiver's log. */
export function readAccessAnswer({ key, keyStage, keyReason, open, ...line }: LogLine): AccessAnswer {
  const isAccepted = key === 'accepted';
  const stage = keyStage === 'previous' ? ('previous' as const) : ('current' as const);
  return defined({
    acceptedKey: isAccepted ? stage : undefined,
    keyReason: isAccepted ? undefined : (keyReason ?? 'unexpected-answer'),
    webhooks: webhooksSchema.safeParse(line.webhooks).data,
    webhooksReason: line.webhooksReason,
    isListOpen: open,
  });
}
