import type { Box, Mark } from '../../contracts/drawing-plan';
import type { TemplateField } from './drawing-sources';

/** A mark without the id of its field. */
type FieldMark = Mark extends infer Each ? (Each extends Mark ? Omit<Each, 'field'> : never) : never;

/** Returns the mark for a field: `undefined` if the field is empty, a problem's name if it cannot be drawn. */
export function fieldMark(value: unknown, place: TemplateField): FieldMark | string | undefined {
  const box = { x: place.xPosition, y: place.yPosition, width: place.width, height: place.height };
  if (!isPlace(box)) return 'field-without-place';
  const where = { page: place.metadata.page, box };
  switch (place.fieldType) {
    case 'signature':
      return signatureMark(value, where);
    case 'text':
    case 'date':
      return textMark(value, place, where);
    case 'checkbox':
      return checkMark(value, place, where);
    default:
      return 'field-of-unknown-type';
  }
}

interface Where {
  readonly page: number;
  readonly box: Box;
}

function isPlace({ x, y, width, height }: Box): boolean {
  return Number.isFinite(x) && Number.isFinite(y) && width > 0 && height > 0;
}

/** The value is base64, with or without a `data:` prefix. A signature without an image is a problem. */
function signatureMark(value: unknown, where: Where): FieldMark | string {
  if (isEmpty(value)) return 'signature-empty';
  if (typeof value !== 'string') return 'value-unreadable';
  const base64 = value.slice(value.indexOf(',') + 1);
  // One class only: an expression with alternatives would scan megabytes of spaces again from each of them.
  if (base64 === '' || /[^A-Za-z0-9+/=\s]/.test(base64)) return 'image-unreadable';
  return { kind: 'image', bytes: Buffer.from(base64, 'base64'), ...where };
}

/** The front end's own default. */
const defaultFontSize = 12;

/** A date is the text that was typed in. For an empty one the front end would draw the day of the download. */
function textMark(
  value: unknown,
  { fieldType, metadata }: TemplateField,
  where: Where,
): FieldMark | string | undefined {
  if (isEmpty(value)) return undefined;
  if (typeof value !== 'string' && typeof value !== 'number') return 'value-unreadable';
  const style =
    fieldType === 'text'
      ? { bold: metadata.isBold, italic: metadata.isItalic }
      : { bold: false, italic: false };
  const text = String(value)
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ');
  return { kind: 'text', text, size: metadata.fontSize ?? defaultFontSize, style, ...where };
}

/** The database accepts any value, so a form may send texts. */
const checkedness = new Map<unknown, boolean>([
  [true, true],
  ['true', true],
  [false, false],
  ['false', false],
]);

function checkMark(value: unknown, { metadata }: TemplateField, where: Where): FieldMark | string {
  const checked = isEmpty(value) ? false : checkedness.get(value);
  if (checked === undefined) return 'value-unreadable';
  return { kind: 'check', checked, scale: metadata.checkboxSize / 100, ...where };
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
