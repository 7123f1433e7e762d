import type { ApiErrorReason } from '../contracts/failure-reason';
import type { MissingFile } from '../contracts/incomplete-bundle';
import { defined } from '../kit/defined';
import { PermanentFailure } from '../kit/permanent-failure';
import { ProviderApiError } from '../provider-http/provider-api-error';
import type { ListedFile } from '../providers/provider';

/** How many files may fail in one run. If the provider is down, a run must not ask it for a hundred files. */
const maxFailures = 3;

/** The reasons that are about the caller, not about a file: the next file would have the same answer. */
const callerReasons: ReadonlySet<ApiErrorReason> = new Set<ApiErrorReason>([
  'unauthorized',
  'api-key-not-set',
  'rate-limited',
]);

/** Why the archive does not have a file. A permanent one: its key has an object that is not ours. */
export type FileFailure = ProviderApiError | PermanentFailure;

/** The files that failed in one run. */
export class FileFailures {
  private readonly errors = new Map<ListedFile, FileFailure>();

  /** Notes the failure of a file. */
  add(listed: ListedFile, error: FileFailure): void {
    this.errors.set(listed, error);
  }

  /**
   * The number of failures that the provider caused. Only these cost it requests, and only these can end by themselves. A
   * file that looks damaged is not counted: it came, and waits for its next download.
   */
  get count(): number {
    return this.providerErrors.length;
  }

  /** Whether the run asks for no other file. */
  get endRun(): boolean {
    return this.count >= maxFailures || this.providerErrors.some(({ reason }) => callerReasons.has(reason));
  }

  /**
   * The failure that decides when to try again: with the longest `Retry-After`, then one that is about the caller. A file that
   * looks damaged has a time of its own, so it decides only if nothing else failed.
   */
  get decisive(): ProviderApiError | undefined {
    const weight = ({ reason, details }: ProviderApiError) =>
      (details.retryAfterSeconds ?? 0) + (callerReasons.has(reason) ? 0.5 : 0);
    return [...this.providerErrors].sort((one, other) => weight(other) - weight(one))[0] ?? this.apiErrors[0];
  }

  /** The first failure that no retry can fix. */
  get permanent(): PermanentFailure | undefined {
    return [...this.errors.values()].find((error) => error instanceof PermanentFailure);
  }

  private get providerErrors(): readonly ProviderApiError[] {
    return this.apiErrors.filter(({ reason }) => reason !== 'looks-damaged');
  }

  private get apiErrors(): readonly ProviderApiError[] {
    return [...this.errors.values()].filter((error) => error instanceof ProviderApiError);
  }

  /** Describes a file that the archive does not have after the run. */
  describe(listed: ListedFile): MissingFile {
    const { role, name, documentId, title } = listed;
    const reason = this.errors.get(listed)?.reason ?? 'not-tried';
    return defined({ role, name, documentId, title, reason });
  }
}
