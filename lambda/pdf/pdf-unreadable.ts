/**
 * Why a PDF cannot be read: it is damaged, readers may see different things in it, or it costs more than its budget.
 */
export type UnreadableReason = 'damaged' | 'ambiguous' | 'too-costly';

/** A PDF cannot be read, or a part of it that was asked for. The message never quotes the PDF. */
export class PdfUnreadable extends Error {
  override readonly name = 'PdfUnreadable';

  constructor(
    readonly reason: UnreadableReason,
    detail: string,
  ) {
    super(`${reason}: ${detail}`);
  }
}
