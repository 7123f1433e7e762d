import { createCanvas } from '@napi-rs/canvas';
import type { Mark } from '../../../lambda/contracts/drawing-plan';

/** The size of a page as readers display it, in its own units. */
export interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** Texts in five scripts, a date, and a text of many lines. */
const texts: Readonly<Record<string, string>> = {
  Latin: 'Žofie Dvořáková & Søn',
  Cyrillic: 'Иван Щербаков',
  Greek: 'Ελένη Παπαδοπούλου',
  Arabic: 'فاطمة الزهراء',
  Devanagari: 'प्रिया शर्मा',
  date: '2026-11-21',
  'long text': Array.from({ length: 12 }, (_, index) => `clause${index} as agreed`).join(', '),
};

/** The columns and rows of fields on a page. */
const [columns, rows] = [2, 6];

/** Fields of all kinds on each page, in a grid over the whole page. */
export function sampleFields(pages: readonly PageSize[]): readonly Mark[] {
  return pages.flatMap((size, index) => fieldsOfPage(size, index + 1));
}

function fieldsOfPage({ width, height }: PageSize, page: number): readonly Mark[] {
  const cell = { width: width / columns, height: height / rows };
  const place = (index: number, field: string) => ({
    field: `page ${page}: ${field}`,
    page,
    box: {
      x: (index % columns) * cell.width + 0.1 * cell.width,
      y: Math.floor(index / columns) * cell.height + 0.55 * cell.height,
      width: 0.8 * cell.width,
      height: 0.35 * cell.height,
    },
  });
  const size = Math.max(4, Math.min(12, 0.05 * cell.width));
  const style = { bold: page % 2 === 0, italic: page % 3 === 0 };
  return [
    ...Object.entries(texts).map(([name, text], index): Mark => {
      return { kind: 'text', text: withPage(text, page), size, style, ...place(index, name) };
    }),
    { kind: 'check', checked: true, scale: 0.4, ...place(7, 'checked box') },
    { kind: 'check', checked: false, scale: 0.4, ...place(8, 'empty box') },
    { kind: 'image', bytes: signature('image/png'), ...place(9, 'signature as PNG') },
    { kind: 'image', bytes: signature('image/jpeg'), ...place(10, 'signature as JPEG') },
  ];
}

/** Makes the Latin texts of a page differ from those of the other pages. */
function withPage(text: string, page: number): string {
  return /[a-z]/.test(text) ? `${text} p${page}` : text;
}

/** A signature in dark blue: on nothing as a PNG, on white as a JPEG. */
function signature(type: 'image/png' | 'image/jpeg'): Buffer {
  const canvas = createCanvas(240, 80);
  const context = canvas.getContext('2d');
  if (type === 'image/jpeg') {
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, 240, 80);
  }
  context.strokeStyle = '#102a80';
  context.lineWidth = 6;
  context.beginPath();
  for (let x = 5; x < 235; x += 5) context.lineTo(x, 40 + 30 * Math.sin(x / 12));
  context.stroke();
  return type === 'image/png' ? canvas.toBuffer(type) : canvas.toBuffer(type, 95);
}
