import type { ApiErrorReason } from '../contracts/failure-reason';
import type { MissingFile } from '../contracts/incomplete-bundle';
import { defined } from '../kit/defined';
import type { ProviderApiError } from '../provider-http/provider-api-error';
import type { ListedFile } from '../providers/provider';

/** How many files may fail in one run. If the provider is down, a run must not ask it for a hundred files. */
const maxFailures = 3;

/** The reasons that are about the caller, not about a file: the next file would have the same answer. */
const callerReasons: ReadonlySet<ApiErrorReason> = new Set<ApiErrorReason>([
  'unauthorized',
  'api-key-not-set',
  'rate-limited',
]);

/** The files that failed in one run. */
export class FileFailures {
  private readonly errors = new Map<ListedFile, ProviderApiError>();

  /** Notes that a file could not be had. */
  add(listed: ListedFile, error: ProviderApiError): void {
    this.errors.set(listed, error);
  }

  /** The number of files that failed. */
  get count(): number {
    return this.errors.size;
  }

  /** Whether the run asks for no other file. */
  get endRun(): boolean {
    return (
      this.count >= maxFailures || [...this.errors.values()].some(({ reason }) => callerReasons.has(reason))
    );
  }

  /** The failure that decides when to try again: with the longest `Retry-After`, then one that is about the caller. */
  get decisive(): ProviderApiError | undefined {
    const weight = ({ reason, details }: ProviderApiError) =>
      (details.retryAfterSeconds ?? 0) + (callerReasons.has(reason) ? 0.5 : 0);
    return [...this.errors.values()].sort((one, other) => weight(other) - weight(one))[0];
  }

  /** Describes a file that the archive does not have after the run. */
  describe(listed: ListedFile): MissingFile {
    const { role, name, documentId, title } = listed;
    const reason = this.errors.get(listed)?.reason ?? 'not-tried';
    return defined({ role, name, documentId, title, reason });
  }
}
