import { name as software, version } from '../../../../package.json';
import { drawDocument } from '../../../../lambda/drawing/draw-document';
import { drawingLimits } from '../../../../lambda/drawing/drawing-limits';
import { documentDrawings } from '../../../../lambda/providers/document-drawings';
import { shippedFonts } from '../../../lambda/drawing/kit/shipped-fonts';
import type { StoredBundle } from './stored-bundle';

/** Draws a bundle's document again from the archived sources. */
export async function redrawDocument({ manifest, files }: StoredBundle): Promise<Buffer | undefined> {
  const drawing = documentDrawings[manifest.provider];
  if (!drawing) return undefined;
  const sources = [drawing.original, ...drawing.sources].map((name) => {
    const file = files.find(({ key }) => key.endsWith(`/${name}`));
    if (!file) throw new Error(`the bundle has no ${name}`);
    return { name, ...file };
  });
  const [original, ...answers] = sources.map(({ bytes }) => bytes);
  const { pdf } = await drawDocument({
    original: original!,
    plan: drawing.plan(answers)!,
    facts: {
      software: `${software} ${version}`,
      sources: sources.map(({ name, sha256 }) => [name, sha256] as const),
    },
    fonts: shippedFonts(),
    limits: drawingLimits,
  });
  return pdf;
}
