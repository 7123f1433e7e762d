import { GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import type { Mark } from '../../../../lambda/contracts/drawing-plan';
import { checkByHand } from './check-by-hand';
import { textMark } from './drawn';
import { shippedFonts } from './shipped-fonts';

/** A text from 200, 60 to 350, 90 and a check box from 40, 120 to 60, 140. The page is displayed as 400 by 300. */
export const fields: readonly Mark[] = [
  textMark('Jane Doe', { field: 'text' }),
  {
    kind: 'check',
    field: 'check',
    page: 1,
    checked: true,
    scale: 1,
    box: { x: 40, y: 120, width: 20, height: 20 },
  },
];

/** Draws the same, placed by hand. */
export function drawnByHand(canvas: SKRSContext2D): void {
  GlobalFonts.register(Buffer.from(shippedFonts().regular), 'Drawn');
  canvas.fillStyle = '#000000';
  canvas.font = '12px Drawn';
  canvas.fillText('Jane Doe', 208, 79);
  checkByHand(canvas);
}
