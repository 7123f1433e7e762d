import type { SKRSContext2D } from '@napi-rs/canvas';

/** Draws a checked box from 40, 120 to 60, 140, placed by hand. */
export function checkByHand(canvas: SKRSContext2D): void {
  canvas.strokeStyle = '#000000';
  canvas.lineWidth = 1.5;
  canvas.strokeRect(40, 120, 20, 20);
  canvas.lineWidth = 2;
  canvas.beginPath();
  canvas.moveTo(46, 130);
  canvas.lineTo(49, 134);
  canvas.lineTo(55, 126);
  canvas.stroke();
}
