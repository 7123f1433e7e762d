import { maxDamagedFiles, type ArchiveJob, type DamagedFile } from '../contracts/archive-job';
import type { FileRole } from '../contracts/archived-file';
import { defined } from '../kit/defined';
import type { TempFile } from './download-to-disk';

const minuteMs = 60_000;
/** The waits between the downloads of a file that looks damaged. */
const waitsMs: readonly number[] = [minuteMs, 60 * minuteMs];
const maxWaitMs = 60 * minuteMs;

/**
 * The roles whose bytes are the same in each download. A certificate may be drawn anew each time, and JSON may come in
 * another order.
 */
export const fixedRoles: ReadonlySet<FileRole> = new Set<FileRole>(['executed', 'original']);

/** A file of a bundle, by its name there. */
export interface FileInBundle {
  readonly name: string;
  readonly role: FileRole;
}

/** A downloaded PDF that seems to have a damage. */
export type DamagedTempFile = Pick<TempFile, 'sha256'> & { readonly damage: NonNullable<TempFile['damage']> };

/**
 * The files of a job that looked damaged, and are not stored yet: a stored file can never be replaced. They are downloaded
 * again after a minute and after an hour. The job's messages carry this, also if another file fails. A run that dies is
 * forgotten: its message comes again, and the downloads count once less.
 */
export class DamageLooks {
  private readonly byName: Map<string, DamagedFile>;
  /** The number of downloads that were noted, and have to be repeated. */
  notedCount = 0;

  constructor({ damaged = [] }: Pick<ArchiveJob, 'damaged'>) {
    this.byName = new Map(damaged.map((file) => [file.name, file]));
  }

  /** The time until the file may be downloaded again; 0 if it may be now. */
  waitMs(name: string, now: Date): number {
    const dueAt = this.byName.get(name)?.dueAt;
    return dueAt === undefined ? 0 : Math.max(0, Date.parse(dueAt) - now.getTime());
  }

  /**
   * Notes a download that looks damaged. Returns whether the file came the same each time, so that it is what the provider
   * has.
   */
  isSettled(file: FileInBundle, temp: DamagedTempFile, now: Date): boolean {
    const look = nextLook(this.byName.get(file.name), file, temp);
    if (look.sameCount > waitsMs.length) {
      this.forget(file.name);
      return true;
    }
    this.notedCount++;
    // What changes each time is asked for once an hour, until the job is given up.
    const waitMs = (look.hasChanged ? undefined : waitsMs[look.sameCount - 1]) ?? maxWaitMs;
    // A noted file keeps its place: behind others it could be dropped, and then count as one that came the same so far.
    this.byName.set(file.name, { ...look, dueAt: new Date(now.getTime() + waitMs).toISOString() });
    return false;
  }

  /** Forgets a file: it came undamaged. */
  forget(name: string): void {
    this.byName.delete(name);
  }

  /** Forgets the files that an envelope does not have any more: nobody asks for them. */
  forgetOthers(files: readonly Pick<FileInBundle, 'name'>[]): void {
    const names = new Set(files.map(({ name }) => name));
    for (const name of this.byName.keys()) if (!names.has(name)) this.forget(name);
  }

  /**
   * The time until the next download is due; `undefined` if none waits. A download whose time is over is not counted: this
   * run did not come to it, so it waits for the usual next attempt.
   */
  nextSeconds(now: Date): number | undefined {
    const waits = [...this.byName.keys()].map((name) => this.waitMs(name, now)).filter((ms) => ms > 0);
    return waits.length > 0 ? Math.ceil(Math.min(...waits) / 1_000) : undefined;
  }

  /** Whether a file came the same each time so far. It gets all its downloads, even if the 48 hours are over. */
  get hasSameFiles(): boolean {
    return [...this.byName.values()].some(({ hasChanged }) => hasChanged !== true);
  }

  /** Whether a file cannot be noted in the job: its downloads are repeated, so they are no progress. */
  get hasUnnoted(): boolean {
    return this.byName.size > maxDamagedFiles;
  }

  /** Returns the job with these files. A message has a maximum size, so further files begin when these have ended. */
  noteIn(job: ArchiveJob): ArchiveJob {
    const damaged = [...this.byName.values()].slice(0, maxDamagedFiles);
    return { ...job, damaged: damaged.length > 0 ? damaged : undefined };
  }
}

function nextLook(
  earlier: DamagedFile | undefined,
  file: FileInBundle,
  { sha256, damage }: DamagedTempFile,
): Omit<DamagedFile, 'dueAt'> {
  const look = { name: file.name, sha256, damage };
  if (!earlier) return { ...look, sameCount: 1 };
  const isSame = isSameDownload(file, look, earlier);
  const hasChanged = !isSame || earlier.hasChanged;
  return defined({ ...look, sameCount: isSame ? earlier.sameCount + 1 : 1, hasChanged });
}

/** A file that is drawn anew for each download has other bytes each time: it has to look damaged in the same way. */
function isSameDownload(
  { role }: FileInBundle,
  temp: Pick<DamagedFile, 'sha256' | 'damage'>,
  earlier: DamagedFile,
): boolean {
  return fixedRoles.has(role) ? earlier.sha256 === temp.sha256 : earlier.damage === temp.damage;
}
