import { CommandFailure } from '../command-failure';

/** The content that a file must have. */
export interface ExpectedContent {
  /** Bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
}

/** Turns an error of the file system into a `CommandFailure`, for `.catch()`. */
export const cannot =
  (doing: string, path: string) =>
  (error: unknown): never => {
    if (error instanceof CommandFailure) throw error;
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new CommandFailure(
      `Cannot ${doing} ${path}: ${code}. Run this again: what is there already stays.`,
    );
  };
