import { join } from 'node:path';
import { parseSigningEvent, SigningEventUnreadable } from '../../events';

/** What a parser says about a JSON: the event that it read, or the error. */
export interface Judgement {
  readonly model?: string;
  readonly json?: unknown;
  readonly field?: string;
  readonly problem?: string;
  readonly message?: string;
  /** Whether the error has another one as its context, which may have the event. */
  readonly leaks?: boolean;
}

/** Judges JSON texts. */
export type Judge = (texts: readonly string[]) => readonly Judgement[];

/** Runs Python with the arguments and the input, and returns what it prints. */
export type RunPython = (args: readonly string[], input?: string) => string;

/** Returns the answers as Python writes them: JavaScript cannot hold each number of JSON. One process gives all. */
export function judgeAsText(python: RunPython, texts: readonly string[]): string {
  return python([join(__dirname, 'judge.py')], texts.join('\n'));
}

/** The parser in Python. */
export function judgeInPython(python: RunPython): Judge {
  return (texts) =>
    judgeAsText(python, texts)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Judgement);
}

/** What the parser in TypeScript says. */
export function judgeInTypeScript(given: unknown): Judgement {
  try {
    return { json: parseSigningEvent(given) };
  } catch (error) {
    if (error instanceof SigningEventUnreadable) return { field: error.field };
    throw error;
  }
}

/** Whether a parser has read an event. */
export const isAccepted = ({ field }: Judgement): boolean => field === undefined;
