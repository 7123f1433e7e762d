/**
 * The check whether an endpoint's archiver can use its provider's API. The command `doctor` asks the archiver, because the archiver has
 * the network and the API key.
 */
import * as z from 'zod';
import { endpointNameSchema, providerIdSchema } from './ids';

/** The version of the check. The output `…Operator` has it (`checks`): an older archiver would take the message for a broken job. */
export const accessCheckVersion = 1;

/** The digest of one address: HMAC-SHA-256 with the key of the check, as hex. */
const digestSchema = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * The addresses whose webhooks the endpoint accepts. A token in an address is a secret, so the check has digests only. Nobody finds a
 * token of 128 random bits or more by its digest; the command sends no digest of a shorter one.
 */
export const expectedAddressesSchema = z.object({
  /** The key of the digests: random, and new for each check. So two checks have no digest in common. */
  key: z.string().regex(/^[0-9a-f]{64}$/),
  /** The endpoint's address without a token. It is no secret. */
  below: z.string().max(2_048),
  /** The digest of the address with the current token; absent if the command cannot say. */
  current: digestSchema.optional(),
  /** The digest of the address with the previous token, while that one is accepted. */
  previous: digestSchema.optional(),
  /** The API's own address without a token, if it answers beside a domain: webhooks there have to move before it is switched off. */
  executeApi: z.string().max(2_048).optional(),
  /** The digest of that address with the current token. */
  executeApiCurrent: digestSchema.optional(),
});

export type ExpectedAddresses = z.infer<typeof expectedAddressesSchema>;

/** A message of an archive queue that is no job: it archives nothing, and is never a dead letter. */
export const accessCheckSchema = z.object({
  version: z.literal(accessCheckVersion),
  provider: providerIdSchema,
  endpoint: endpointNameSchema,
  accessCheck: z.object({
    /** Unique: the line of the answer has it. */
    id: z.uuid(),
    /** A check that comes later is dropped: nobody waits for its answer. */
    expiresAt: z.iso.datetime(),
    /** Which addresses to look for among the webhooks that are registered at the provider. */
    addresses: expectedAddressesSchema.optional(),
  }),
});

export type AccessCheck = z.infer<typeof accessCheckSchema>;

/**
 * Where a registered webhook leads. `execute-api`: to the API's own address, with the current token. `stale`: to this endpoint, but with a token
 * that it does not accept, or that cannot be compared.
 */
const webhookPlaceSchema = z.enum(['current', 'previous', 'execute-api', 'stale']);

/** A webhook that is registered at the provider for this endpoint. It has no address. */
export const foundWebhookSchema = z.object({
  /** The provider's name of the event. */
  event: z.string().max(64),
  place: webhookPlaceSchema,
  /** Whether the provider has switched it off. */
  disabled: z.literal(true).optional(),
});

export type FoundWebhook = z.infer<typeof foundWebhookSchema>;
