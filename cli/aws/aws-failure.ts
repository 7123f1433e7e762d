import { CommandFailure } from '../command-failure';

/**
 * Turns the error of a call to AWS into a `CommandFailure`, for `.catch()`. It shows the name of the error, never its
 * message: that may quote a part of a secret.
 *
 * @param doing completes "Could not …"
 * @param action the action that IAM has to allow
 * @param advice for errors without a known cause: AWS may have done the call although it failed
 */
export function failing(
  doing: string,
  action: string,
  advice = 'Try again: that does no harm.',
): (error: unknown) => never {
  return (error) => {
    const { name, message } = error instanceof Error ? error : new Error();
    const known = knownCause(name, message, action);
    const why = known ?? `${/^[\w.]+$/.test(name) ? name : 'unknown error'}. ${advice}`;
    throw new CommandFailure(`Could not ${doing}: ${why}`, { cause: error });
  };
}

function knownCause(name: string, message: string, action: string): string | undefined {
  if (/AccessDenied|NotAuthorized|AuthorizationError/i.test(name)) {
    return `access denied. You need ${action}. If the resource has its own KMS key, you also need kms:Decrypt and kms:GenerateDataKey.`;
  }
  if (/NonExistentQueue|QueueDoesNotExist|ResourceNotFound/.test(name)) {
    return 'it does not exist. Was it deleted by hand, or is this another account or region?';
  }
  if (name === 'CredentialsProviderError')
    return 'no AWS credentials were found: sign in, or give --profile.';
  if (/ExpiredToken|TokenProvider|UnrecognizedClient|InvalidClientTokenId/.test(name)) {
    return 'your AWS session has expired or is not valid: sign in and try again.';
  }
  return message === 'Region is missing' ? 'no AWS region is set: give --region.' : undefined;
}
