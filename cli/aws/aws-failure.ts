import { CommandFailure } from '../command-failure';

/**
 * What to tell of a call to AWS that failed: the error's kind, never its message, which may quote what could not be read.
 *
 * @param doing completes "Could not …"
 * @param action what IAM has to allow for it
 * @param advice what to do where AWS did not say why: the call may have been done all the same
 */
export function awsFailure(
  error: unknown,
  doing: string,
  action: string,
  advice = 'Try again; nothing is lost by it.',
): CommandFailure {
  const { name, message } = error instanceof Error ? error : new Error();
  const known = knownCause(name, message, action);
  const why = known ?? `${/^[\w.]+$/.test(name) ? name : 'unknown error'}. ${advice}`;
  return new CommandFailure(`Could not ${doing}: ${why}`, { cause: error });
}

function knownCause(name: string, message: string, action: string): string | undefined {
  if (/AccessDenied|NotAuthorized|AuthorizationError/i.test(name)) {
    return `you are not allowed to: ${action} is needed, and kms:Decrypt and kms:GenerateDataKey where it has a key of its own.`;
  }
  if (/NonExistentQueue|QueueDoesNotExist|ResourceNotFound/.test(name)) {
    return 'it is not there. Was it deleted by hand, or is this another account or region?';
  }
  if (name === 'CredentialsProviderError')
    return 'no AWS credentials were found: sign in, or give --profile.';
  if (/ExpiredToken|TokenProvider|UnrecognizedClient|InvalidClientTokenId/.test(name)) {
    return 'your AWS session is over, or not valid: sign in, and run it again.';
  }
  return message === 'Region is missing' ? 'no AWS region is set: give --region.' : undefined;
}
