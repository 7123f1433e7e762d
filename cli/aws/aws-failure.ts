import { CommandFailure } from '../command-failure';

/**
 * What to tell of a call to AWS that failed: the error's kind, never its message, which may quote what could not be read.
 *
 * @param doing completes "Could not …"
 * @param actions what IAM has to allow for it
 */
export function awsFailure(error: unknown, doing: string, ...actions: readonly string[]): CommandFailure {
  return new CommandFailure(`Could not ${doing}: ${why(error, actions)}`, { cause: error });
}

function why(error: unknown, actions: readonly string[]): string {
  const { name, message } = error instanceof Error ? error : new Error();
  if (/AccessDenied|NotAuthorized|AuthorizationError/i.test(name)) {
    return `you are not allowed to: ${actions.join(' and ')} is needed, and kms:Decrypt and kms:GenerateDataKey where it has a key of its own.`;
  }
  if (/NonExistentQueue|QueueDoesNotExist|ResourceNotFound/.test(name)) {
    return 'it is not there. Was it deleted by hand, or is this another account or region?';
  }
  if (name === 'CredentialsProviderError')
    return 'no AWS credentials were found: sign in, or give --profile.';
  if (message === 'Region is missing') return 'no AWS region is set: give --region.';
  return `${/^[\w.]+$/.test(name) ? name : 'unknown error'}. Try again; nothing is lost by it.`;
}
