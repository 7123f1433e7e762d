import fc from 'fast-check';
import { readPortfolio, type PortfolioPart } from '../../../../lambda/archive/portfolio/read-portfolio';
import { portfolioPdf, samplePdfs } from './portfolio-pdf';

const limits = { maxContainerBytes: 1_000_000, maxPartsBytes: 1_000_000, maxParts: 10, readTimeMs: 60_000 };

async function readParts(container: Buffer): Promise<PortfolioPart[]> {
  const parts: PortfolioPart[] = [];
  for (const part of readPortfolio(container, limits)) parts.push(part);
  return parts;
}

test('never throws, whatever the bytes are', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
      await readParts(Buffer.concat([Buffer.from('%PDF-1.7\n'), bytes]));
    }),
  );
});

test('a portfolio that is damaged anywhere gives PDFs or problems, the same each time', async () => {
  const [lease, inventory] = await samplePdfs(2);
  const container = await portfolioPdf([
    { name: '1.pdf', bytes: lease! },
    { name: '2.pdf', bytes: inventory! },
  ]);
  const damage = fc.record({
    at: fc.nat({ max: container.length - 1 }),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }),
  });

  await fc.assert(
    fc.asyncProperty(fc.array(damage, { maxLength: 5 }), async (damages) => {
      const damaged = Buffer.from(container);
      for (const { at, bytes } of damages) damaged.set(bytes.subarray(0, container.length - at), at);

      const parts = await readParts(damaged);

      expect(parts.length).toBeLessThanOrEqual(4);
      for (const part of parts) if (part.kind === 'pdf') expect(part.bytes.includes('%PDF-')).toBe(true);
      expect(await readParts(damaged)).toEqual(parts);
    }),
    { numRuns: 200 },
  );
});
