/** The fonts that texts are drawn with: TrueType files. */
export interface FontFiles {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
  readonly italic: Uint8Array;
  readonly boldItalic: Uint8Array;
  /** Asked in turn for what the one above lacks. */
  readonly fallbacks: readonly Uint8Array[];
}
