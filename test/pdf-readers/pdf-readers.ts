import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** A page as a reader shows it, four bytes per pixel. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** A program that people read PDFs with. It has no code in common with this project. */
export interface PdfReader {
  readonly name: string;
  /**
   * Shows the pages, with their annotations, at `scale` pixels per point (1 by default).
   *
   * @throws {ReaderFailure} If the reader opens no page of it, or takes longer than `maxReaderMs`.
   */
  pictures(pdf: Uint8Array, scale?: number): Promise<readonly Picture[]>;
  /**
   * Returns the text that a person could copy from each page.
   *
   * @throws {ReaderFailure} As `pictures` does.
   */
  texts(pdf: Uint8Array): Promise<readonly string[]>;
}

/** A reader did not show a PDF. */
export class ReaderFailure extends Error {
  override readonly name = 'ReaderFailure';
}

/** The time after which a reader counts as hanging. It only ends a run that would never end. */
const maxReaderMs = 300_000;

type Method = 'pictures' | 'texts';

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly failure?: string;
}

/** A reader in a thread of its own, which starts with its first work. */
class ThreadReader implements PdfReader {
  private thread: Worker | undefined;
  private lastId = 0;
  private readonly waiting = new Map<number, (answer: Answer) => void>();

  constructor(
    readonly name: string,
    private readonly program: string,
  ) {}

  pictures(pdf: Uint8Array, scale = 1): Promise<readonly Picture[]> {
    return this.ask('pictures', pdf, scale);
  }

  texts(pdf: Uint8Array): Promise<readonly string[]> {
    return this.ask('texts', pdf);
  }

  private async ask<Result>(method: Method, pdf: Uint8Array, scale?: number): Promise<Result> {
    const thread = (this.thread ??= this.start());
    const id = ++this.lastId;
    thread.ref();
    const timer = setTimeout(() => this.stop('takes too long'), maxReaderMs);
    const answer = await new Promise<Answer>((resolve) => {
      this.waiting.set(id, resolve);
      thread.postMessage({ id, method, pdf, scale });
    });
    clearTimeout(timer);
    if (answer.failure !== undefined) throw new ReaderFailure(`${this.name}: ${answer.failure}`);
    return answer.result as Result;
  }

  private start(): Worker {
    const thread = new Worker(join(__dirname, 'reader-worker.mjs'), { workerData: this.program });
    thread.on('message', (answer: Answer) => this.settle(thread, answer));
    // A crash of the reader itself, such as one without memory.
    thread.on('error', (error: Error) => this.stop(error.message));
    return thread;
  }

  private settle(thread: Worker, answer: Answer): void {
    this.waiting.get(answer.id)?.(answer);
    this.waiting.delete(answer.id);
    // An idle thread must not hold the process.
    if (this.waiting.size === 0) thread.unref();
  }

  private stop(failure: string): void {
    void this.thread?.terminate();
    this.thread = undefined;
    for (const [id, settle] of this.waiting) settle({ id, failure });
    this.waiting.clear();
  }
}

/** The readers that npm installs. */
export const pdfium: PdfReader = new ThreadReader('PDFium', 'pdfium');
export const mupdf: PdfReader = new ThreadReader('MuPDF', 'mupdf');
export const pdfjs: PdfReader = new ThreadReader('pdf.js', 'pdfjs');
export const ghostscript: PdfReader = new ThreadReader('Ghostscript', 'ghostscript');

/** Poppler: no package registry has it for every platform, so it may be missing. */
const poppler: PdfReader = new ThreadReader('Poppler', 'poppler');

/** The readers that this machine has: four, and Poppler if somebody installed it. */
export function installedReaders(): readonly PdfReader[] {
  const hasPoppler = spawnSync('pdftoppm', ['-v']).error === undefined;
  return [pdfium, mupdf, pdfjs, ghostscript, ...(hasPoppler ? [poppler] : [])];
}
