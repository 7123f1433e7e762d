import type { Picture } from '../../../pdf-readers/pdf-readers';

/** The box of the text that the tests of page contents draw on each page. */
export const field = { x: 110, y: 10, width: 120, height: 30 };

/** Counts the dark pixels of the field. What an appearance paints there is lighter. */
export function darkPixels({ data, width }: Picture): number {
  let count = 0;
  for (let y = field.y; y < field.y + field.height; y++) {
    for (let x = field.x; x < field.x + field.width; x++) if (data[4 * (y * width + x)]! < 40) count++;
  }
  return count;
}

/** Returns the names of the pages on which less is visible of the field than on that page on which most is. */
export function hidden(names: readonly string[], pages: readonly Picture[]): readonly string[] {
  const counts = names.map((_, at) => darkPixels(pages[at]!));
  const maxCount = Math.max(...counts);
  return names.filter((_, at) => counts[at]! < 0.9 * maxCount);
}
