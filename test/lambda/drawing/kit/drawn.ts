import { drawDocument, type DrawnDocument } from '../../../../lambda/drawing/draw-document';
import { drawingLimits, type DrawingLimits } from '../../../../lambda/drawing/drawing-limits';
import type { DrawingPlan, Mark } from '../../../../lambda/contracts/drawing-plan';
import { shippedFonts } from './shipped-fonts';

/** A plan with marks only. */
function planOf(marks: readonly Mark[], more: Partial<DrawingPlan> = {}): DrawingPlan {
  return {
    provider: 'Sample Sign',
    marks,
    emptyFields: 0,
    problems: [],
    about: [['Title', 'Lease']],
    signers: [{ id: 'contact 1', fields: marks.length, lastSignedAt: '2026-11-21T12:00:00.000Z' }],
    ...more,
  };
}

const facts = {
  software: 'cdk-esign-webhooks 1.2.3',
  sources: [['original.pdf', 'a'.repeat(64)]],
} as const;

/** Draws marks on an original. */
export function drawn(
  original: Buffer,
  marks: readonly Mark[],
  limits: Partial<DrawingLimits> = {},
  runTimeMs = Infinity,
): Promise<DrawnDocument> {
  const plan = planOf(marks);
  return drawDocument({
    original,
    plan,
    facts,
    fonts: shippedFonts(),
    limits: { ...drawingLimits, ...limits },
    runTimeMs,
  });
}

/** A text, by default in a box of 150 by 30. */
export function textMark(text: string, more: Partial<Extract<Mark, { kind: 'text' }>> = {}): Mark {
  return {
    kind: 'text',
    field: 'a text',
    page: 1,
    text,
    size: 12,
    style: { bold: false, italic: false },
    box: { x: 200, y: 60, width: 150, height: 30 },
    ...more,
  };
}
