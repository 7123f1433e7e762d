import { defined } from '../../lambda/kit/defined';

/** The part of an AWS client that knows where it asks. */
export interface AskingClient {
  readonly config: {
    readonly region: () => Promise<string>;
    readonly credentials: () => Promise<{ readonly accountId?: string }>;
    readonly profile?: string;
  };
}

/**
 * Says which region, account and profile a client asks, as a sentence. It makes no call: a session that knows its account
 * has it beside its keys, as those of SSO and of roles do. Returns an empty text if nothing is known.
 */
export async function askedPlace({ config }: AskingClient): Promise<string> {
  const region = await config.region().catch(() => undefined);
  const account = await config.credentials().then(
    ({ accountId }) => accountId,
    () => undefined,
  );
  const profile = config.profile ?? process.env.AWS_PROFILE;
  const known = Object.entries(defined({ region, account, profile })).filter(([, value]) => value !== '');
  if (known.length === 0) return '';
  return ` Asked: ${known.map(([what, value]) => `${what} ${value}`).join(', ')}.`;
}
