import type { FailureReason } from '../lambda/contracts/failure-reason';

/** What each failure reason means to an operator. */
const words: Readonly<Record<FailureReason, string>> = {
  unauthorized: "the provider's API refused the API key: put a valid key into its secret",
  'api-key-not-set': 'the secret of the API key has no value: put a key into it',
  'not-complete': "the provider's API did not confirm that the envelope is complete",
  'revision-changing': 'the envelope changed at the provider each time it was read',
  'changed-meanwhile': 'the provider returned a file of another revision than the archiver asked for',
  'not-found':
    "the provider's API does not find the envelope or a file: it was deleted, or the API key belongs to another account or data center",
  'rate-limited': "too many calls to the provider's API: lower archiveConcurrency",
  'server-error': "the provider's API failed with a server error",
  'timed-out': "the provider's API did not answer in time",
  unreachable: "the provider's API could not be reached: it is down or, with a vpc, there is no route to it",
  'cut-off': 'a download ended too early',
  'not-a-pdf': 'a downloaded file is not a complete PDF',
  'looks-damaged': 'a downloaded PDF looks damaged, and came with other bytes each time',
  'not-json': "an answer of the provider's API is not JSON",
  'too-large': 'a file is larger than the limit',
  'redirect-refused': 'a download was redirected to a host that is not in downloadHosts',
  'address-refused': 'the provider named a download address on a host that is not in downloadHosts',
  'workspace-unknown':
    "the provider's API does not show which workspace the API key is of: make a template in this workspace",
  'unexpected-answer': "an answer of the provider's API has an unknown form",
  'unsafe-id': 'an id from the provider cannot be used in an S3 key',
  'envelope-id-unusable': 'the envelope id from the provider cannot be used in an S3 key',
  'unsupported-version': "the provider's version has no API to download this envelope",
  'archived-file-vanished': 'a file is missing that was in the archive before',
  'archived-file-without-digest': 'a file in the archive was not written by the archiver',
  'manifest-unreadable': 'the manifest in the archive was not written by the archiver',
  'portfolio-document-not-ours': 'a document of a portfolio in the archive was not written by the archiver',
  'archive-job-unreadable': 'the message is not an archive job, or a newer version wrote it',
  'reconcile-message-unreadable':
    'the message is not one of a pass over a provider, or a newer version wrote it',
  'foreign-pass':
    "a page of a scheduled pass did not come from the reconciler's own role: somebody else sends to its queue",
  'order-note-unreadable': 'the note of an order in the archive was not written by a pass',
  'first-pass-unreadable': 'the note of the first pass in the archive was not written by a pass',
  'endpoint-unknown': 'the job is for another endpoint or provider than that of its queue',
  'intake-message-unreadable': 'the message is not one of ours, or a newer version wrote it',
  'foreign-bucket': 'the message names a bucket that is not the spool',
  'foreign-endpoint':
    "a verifier's role sent a message that is not its own endpoint's: somebody else may use that role; read the runbook before you send it back",
  'endpoint-not-deployed':
    'the stack has no endpoint of this name and provider: it was removed or renamed; deploy it again, then redrive',
  'authenticity-impossible':
    'the webhook names a proof that its provider does not have: no verifier of ours sends such a message',
  'object-key-unreadable': 'the message has an object key that cannot be read',
  'test-failure': 'a test webhook asked for this failure: nothing was to be archived',
  'spooled-webhook-unreadable':
    'the object in the spool is not a webhook that we stored, or a newer version wrote it',
};

/**
 * Explains a failure reason. Returns the reason itself if this version does not know it.
 *
 * @param reason a failure reason, or the `error` of a log line: names of errors, with a reason or code in brackets
 */
export function reasonInWords(reason: string): string {
  const known = knownReason(reason);
  if (known !== undefined) return `${known}: ${words[known]}`;
  const shown = reason.slice(0, maxLength);
  if (accessDenied.test(reason)) {
    return `${shown}: AWS refused a call: check the function's role, and the policies of the bus, the archive bucket and their keys`;
  }
  return shown;
}

/** The short name of a reason: failure reasons have one, and so has a call that AWS refused. Others are their own name. */
export function reasonName(reason: string): string {
  return knownReason(reason) ?? (accessDenied.test(reason) ? 'AccessDenied' : reason.slice(0, maxLength));
}

const accessDenied = /AccessDenied|Forbidden/i;

function knownReason(reason: string): FailureReason | undefined {
  const inside = /\(([^\s)]+)/.exec(reason)?.[1];
  return [reason, inside].find(isFailureReason);
}

function isFailureReason(name: string | undefined): name is FailureReason {
  return name !== undefined && Object.hasOwn(words, name);
}

const maxLength = 300;
