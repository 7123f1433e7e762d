/** The parts of an error that tell its cause. */
interface KnownError {
  readonly name: string;
  /** The code of Node, such as `ENOTFOUND`; empty without one. */
  readonly code: string;
  /** Only compared with patterns, and never shown: it may quote a part of a secret. */
  readonly message: string;
  readonly isServerFault: boolean;
}

/** A kind of failure, and what to do about it. The first one that fits counts. */
interface Cause {
  readonly fits: (error: KnownError) => boolean;
  readonly words: (action: string, error: KnownError) => string;
}

const named = (pattern: RegExp) => (error: KnownError) => pattern.test(error.name);
const coded = (pattern: RegExp) => (error: KnownError) => pattern.test(error.code);

const signIn =
  'your AWS session has expired or is not valid: sign in (`aws sso login`, or new keys), and try again.';

const causes: readonly Cause[] = [
  {
    fits: ({ message }) => message === 'Region is missing',
    words: () => 'no AWS region is set: give --region.',
  },
  {
    fits: ({ message }) => /valid hostname component/.test(message),
    words: () => 'the AWS region is not a region: check --region.',
  },
  {
    fits: ({ name, message }) =>
      /CredentialsProviderError|TokenProviderError/.test(name) && /expired|sso session/i.test(message),
    words: () => signIn,
  },
  {
    fits: named(/CredentialsProviderError/),
    words: () => 'no AWS credentials were found: sign in, or give --profile.',
  },
  {
    fits: named(
      /ExpiredToken|TokenProvider|UnrecognizedClient|InvalidClientTokenId|InvalidAccessKeyId|MissingAuthentication/,
    ),
    words: () => `${signIn} If it is valid, this region may not be enabled for your account.`,
  },
  {
    fits: named(/SignatureDoesNotMatch|InvalidSignature|RequestExpired|RequestTimeTooSkewed/),
    words: () =>
      'AWS does not accept the signature: check the clock of this machine, and the secret access key.',
  },
  {
    fits: named(/^InvalidRequestException$/),
    words: () => 'its state does not allow that: a secret may be marked for deletion.',
  },
  {
    fits: named(/^KMS|^(De|En)cryptionFailure/),
    words: () => 'its KMS key cannot be used: check that the key is enabled, and that you may use it.',
  },
  {
    fits: named(/AccessDenied|NotAuthorized|AuthorizationError|UnauthorizedOperation|OptInRequired/i),
    words: accessDenied,
  },
  {
    fits: ({ name, message }) =>
      /NonExistentQueue|QueueDoesNotExist|ResourceNotFound/.test(name) ||
      (name === 'ValidationError' && message.includes('does not exist')),
    words: () => 'it does not exist. Check --stack, --region and --profile; or was it deleted by hand?',
  },
  {
    fits: named(/^Validation|InvalidParameter/),
    words: (_action, error) => `AWS does not accept what was asked (${label(error)}): check the options.`,
  },
  {
    fits: named(
      /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|LimitExceeded|PriorRequestNotComplete/,
    ),
    words: () => 'AWS has throttled the call, also when it was repeated. Wait a minute, and try again.',
  },
  {
    fits: named(/ResourceConflict|PreconditionFailed|OperationInProgress/),
    words: () => 'somebody else is changing it now. Try again in a minute.',
  },
  {
    fits: coded(/ENOTFOUND|EAI_AGAIN/),
    words: () =>
      'the address of AWS is not found. Check the network, and that the region has the right name.',
  },
  {
    fits: coded(/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/),
    words: () =>
      'the certificate of the other side is not trusted. If a proxy has its own, set NODE_EXTRA_CA_CERTS to its file.',
  },
];

/** Apart from the table: an action whose answer is lost may have been done, so the caller adds its advice. */
const lostAnswers: readonly Cause[] = [
  {
    fits: ({ name, code }) =>
      /Timeout|Networking|AbortError/.test(name) ||
      /^(ECONN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET|UND_ERR)/.test(code),
    words: (_action, error) => `AWS did not answer (${label(error)}). Check the network.`,
  },
  {
    fits: ({ isServerFault }) => isServerFault,
    words: (_action, error) => `AWS has a fault (${label(error)}).`,
  },
];

/**
 * Says in words why a call to AWS failed. It never shows the message of the error.
 *
 * @param action the action that IAM has to allow
 * @param advice for errors after which the call may have been done
 */
export function awsCause(error: unknown, action: string, advice: string): string {
  const known = knownError(error);
  const cause = causes.find(({ fits }) => fits(known));
  if (cause) return cause.words(action, known);
  const lost = lostAnswers.find(({ fits }) => fits(known));
  return `${lost?.words(action, known) ?? `${label(known)}.`} ${advice}`;
}

function knownError(error: unknown): KnownError {
  if (!(error instanceof Error)) return { name: '', code: '', message: '', isServerFault: false };
  const { code, $fault } = error as { code?: unknown; $fault?: unknown };
  return {
    name: error.name,
    code: typeof code === 'string' ? code : '',
    message: error.message,
    isServerFault: $fault === 'server',
  };
}

/** The code or the name of an error. Anything else than a plain word may be a quotation. */
function label({ name, code }: KnownError): string {
  return [code, name].find((text) => /^[\w.]+$/.test(text)) ?? 'unknown error';
}

/** Takes the action and the resource from AWS's message, if they are there: it may be the key of a secret that is denied. */
function accessDenied(action: string, { message }: KnownError): string {
  const denied = /not authorized to perform: ([a-z0-9-]+:[A-Za-z]+)/.exec(message)?.[1] ?? action;
  const resource = /on resource: (arn:[\w:/.*+=,@-]+)/.exec(message)?.[1];
  const on = resource === undefined ? '' : ` on ${resource}`;
  const deny = message.includes('explicit deny') ? ' A policy denies it explicitly.' : '';
  return `access denied. You need ${denied}${on}.${deny} If the resource has its own KMS key, you also need kms:Decrypt and kms:GenerateDataKey.`;
}
