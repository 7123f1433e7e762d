import type { Box, Mark } from '../../lambda/contracts/drawing-plan';
import type { ReadPage } from './readers';

/** The text that is drawn on each page. No honest file contains it. */
export const markText = 'Qudge7';

/** Makes a text and a check box for each of the first pages, near the top left. */
export function testMarks(pages: readonly ReadPage[]): readonly Mark[] {
  return pages.flatMap(({ size }, index) => {
    const { text, check } = markBoxes(size);
    const at = { page: index + 1, field: `page ${index + 1}` };
    return [
      {
        ...at,
        kind: 'text',
        text: markText,
        size: text.height / 2,
        box: text,
        style: { bold: true, italic: false },
      },
      { ...at, kind: 'check', checked: true, scale: 1, box: check },
    ];
  });
}

/** Returns where the marks are: in proportion to the page, so that they show in a small picture of it. */
export function markBoxes({ width, height }: ReadPage['size']): { readonly text: Box; readonly check: Box } {
  const side = Math.max(12, Math.min(width, height) / 15);
  return {
    text: { x: width / 10, y: height / 10, width: width / 2, height: side },
    check: { x: (width * 7) / 10, y: height / 10, width: side, height: side },
  };
}
