import type { FailureReason } from '../lambda/contracts/failure-reason';

/** What each failure reason means to an operator. */
const words: Readonly<Record<FailureReason, string>> = {
  unauthorized: "the provider's API refused the API key: put a good one into its secret",
  'api-key-not-set': "the API key's secret has no value: put one in",
  'not-complete': "the provider's API did not confirm that the envelope is complete",
  'revision-changing': 'the envelope was changed at the provider whenever it was read',
  'changed-meanwhile': 'what was read at the provider was not that of the revision being archived',
  'not-found':
    "the provider's API does not know it: the key is of another account or data center, or it was deleted",
  'rate-limited': "the provider's API was asked too often: lower archiveConcurrency",
  'server-error': "the provider's API had a fault of its own",
  'timed-out': "the provider's API did not answer in time",
  unreachable: "the provider's API could not be reached: its outage, or, with a vpc, no way out of it",
  'cut-off': 'a download broke off',
  'not-a-pdf': 'a download was no whole PDF',
  'not-json': "the provider's API answered with something that is not JSON",
  'too-large': 'a file is larger than what is taken',
  'redirect-refused': 'a download was redirected to a host that downloadHosts does not name',
  'address-refused': 'the provider named a download on a host that downloadHosts does not name',
  'unexpected-answer': "the provider's API answered with something that it is not known to answer",
  'unsafe-id': 'the provider gave an id that can be part of no key',
  'envelope-id-unusable': 'the provider gave an envelope id that can be part of no key',
  'unsupported-version': "the envelope is of a version of the provider's that has no API to fetch it by",
  'archived-file-vanished': 'a file that was in the archive is not there any more',
  'archived-file-without-digest': 'a file in the archive was not put there by the archiver',
  'manifest-unreadable': 'the manifest in the archive was not written by the archiver',
  'portfolio-document-not-ours': 'a document inside a portfolio was not put there by the archiver',
  'archive-job-unreadable': 'it is no archive job, or one of a newer version',
  'endpoint-unknown': 'the stack has no endpoint of this name any more that archives',
  'intake-message-unreadable': 'it is no message of ours, or one of a newer version',
  'foreign-bucket': 'it points into a bucket that is not the spool',
  'object-key-unreadable': 'it names an object by a key that cannot be read',
  'spooled-webhook-unreadable': 'what lies in the spool is no webhook of ours, or one of a newer version',
};

/**
 * What a name means; the name itself where it means nothing to this version.
 *
 * @param reason a reason by name, or what a log line has in `error`: names of errors, with a reason or code in brackets
 */
export function reasonInWords(reason: string): string {
  const inside = /\(([^\s)]+)/.exec(reason)?.[1];
  const known = [reason, inside].find(isFailureReason);
  const shown = printable(reason);
  if (known !== undefined) return `${known}: ${words[known]}`;
  if (/AccessDenied|Forbidden/i.test(reason)) {
    return `${shown}: AWS refused a call: see the function's role, and the policies of the bus, the archive bucket and their keys`;
  }
  return shown;
}

function isFailureReason(name: string | undefined): name is FailureReason {
  return name !== undefined && Object.hasOwn(words, name);
}

const longest = 300;

/** What stands in a message that somebody else may have sent moves no cursor. */
const printable = (text: string) => text.slice(0, longest).replaceAll(/[^ -~]/g, '?');
