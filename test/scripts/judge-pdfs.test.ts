import { PDFDocument } from '@cantoo/pdf-lib';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { disagreements } from '../../scripts/judge/disagreements';
import { damages } from '../../scripts/judge/damages';
import type { Judgement } from '../../scripts/judge/judgement';

async function pdfOf(pageCount: number): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  for (let number = 1; number <= pageCount; number++)
    pdf.addPage([300, 200]).drawText(`Page ${number}`, { x: 20, y: 20 });
  return Buffer.from(await pdf.save({ useObjectStreams: false }));
}

describe('the judge for folders', () => {
  const folder = mkdtempSync(join(tmpdir(), 'judge-'));
  const output = join(folder, 'judged.jsonl');
  // One run for all tests: each start of the program takes seconds.
  const judge = () =>
    execFileSync(
      process.execPath,
      ['--import', 'tsx', 'scripts/judge-pdfs.ts', folder, '--output', output, '--processes', '1'],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
  const pageCountOfEarlierRun = 7;
  const judgements = () =>
    new Map(
      readFileSync(output, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Judgement)
        .map((judgement) => [judgement.path, judgement]),
    );
  let table = '';

  beforeAll(async () => {
    const honest = await pdfOf(2);
    mkdirSync(join(folder, 'made-up'));
    const files: Record<string, Buffer> = {
      'honest.pdf': honest,
      'the-same-again.pdf': honest,
      'cut-off.pdf': honest.subarray(0, honest.length / 2),
      'an-error-page.pdf': Buffer.from('<!DOCTYPE html><p>Not now.</p>'),
      'one-page.pdf': await pdfOf(1),
    };
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, 'made-up', name), bytes);
    writeFileSync(
      output,
      `${JSON.stringify(earlierJudgement('made-up/one-page.pdf', pageCountOfEarlierRun))}\n{"path":"made-up/hon`,
    );
    table = judge();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('stores and draws on an honest file, and both readers show it', () => {
    const shown = {
      addedPages: 1,
      textNotShown: [],
      checkNotShown: [],
      textNotExtracted: [],
      otherwiseChanged: [],
    };

    expect(judgements().get('made-up/honest.pdf')).toMatchObject({
      file: { outcome: 'stored', flags: [] },
      pdfium: { opens: 'yes', pageCount: 2, renders: true },
      mupdf: { opens: 'yes', pageCount: 2, renders: true, wasRepaired: false },
      drawing: { drawable: true, problems: [] },
      drawnInPdfium: shown,
      drawnInMupdf: shown,
      disagreements: [],
    });
  });

  it('refuses an error page and a part of a file', () => {
    expect(judgements().get('made-up/an-error-page.pdf')?.file?.outcome).toBe('refused');
    expect(judgements().get('made-up/cut-off.pdf')?.file?.outcome).toBe('refused');
  });

  it('counts each distinct file once', () => {
    expect(table).toMatch(/^\| made-up \| 4 \| [23] \| [23] \| 2 \| 0 \| 2 \| 0 \|/m);
  });

  it('does not judge again what its output has, and repeats a line that was cut off', () => {
    expect(judgements().get('made-up/one-page.pdf')?.pdfium?.pageCount).toBe(pageCountOfEarlierRun);
    expect([...judgements().keys()]).toEqual([
      'made-up/an-error-page.pdf',
      'made-up/cut-off.pdf',
      'made-up/honest.pdf',
      'made-up/one-page.pdf',
      'made-up/the-same-again.pdf',
    ]);
  });
});

function earlierJudgement(path: string, pageCount: number): Judgement {
  const reader = { opens: 'yes', pageCount, renders: true } as const;
  return {
    path,
    sha256: 'one page',
    sizeBytes: 1,
    file: { outcome: 'stored', flags: [] },
    pdfium: reader,
    mupdf: reader,
  };
}

describe('a disagreement', () => {
  const reader = { opens: 'yes', pageCount: 1, renders: true, wasRepaired: false } as const;
  const sound: Judgement = {
    path: 'a.pdf',
    sha256: '',
    sizeBytes: 1,
    file: { outcome: 'stored', flags: [] },
    pdfium: reader,
    mupdf: reader,
    drawing: { drawable: true, problems: [] },
  };
  const unopened = { opens: 'no', pageCount: 0, renders: false } as const;
  const unreadable = { drawable: false, problems: ['template-unreadable'] };
  const compared = {
    addedPages: 1,
    textNotShown: [],
    checkNotShown: [],
    textNotExtracted: [],
    otherwiseChanged: [],
  };

  it.each<[string, Partial<Judgement>, string]>([
    ['a file refused', { file: { outcome: 'refused', flags: [] } }, 'refused, 2 of 2 readers open it'],
    [
      'a sound file flagged',
      { file: { outcome: 'stored', flags: ['a'] } },
      'flagged, both readers open it unrepaired',
    ],
    [
      'no flag',
      { pdfium: unopened, mupdf: unopened, drawing: unreadable },
      'stored without a flag, no reader opens it',
    ],
    ['no drawing', { drawing: unreadable }, 'not drawn on, both readers read it alike'],
    ['a hidden text', { drawnInMupdf: { ...compared, textNotShown: [1] } }, 'mupdf does not show the text'],
    [
      'a lost page',
      { drawnInPdfium: { ...compared, addedPages: 0 } },
      'pdfium shows another number of pages',
    ],
    [
      'a step without end',
      { ended: { in: 'drawing', by: 'time' } },
      'the drawing step was ended by its time limit',
    ],
  ])('is named: %s', (_, fault, name) => {
    expect(disagreements({ ...sound, ...fault })).toEqual([name]);
    expect(disagreements(sound)).toEqual([]);
  });

  it('is not that a reader takes too long', () => {
    const { path, sha256, sizeBytes, file } = sound;
    const unread = { path, sha256, sizeBytes, file, ended: { in: 'pdfium', by: 'time' } } as const;

    expect(disagreements(unread)).toEqual([]);
  });
});

test('each damage changes a file with all kinds of bytes', () => {
  const bytes = Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * 7 + (index >> 8)) % 256));
  const file = Buffer.concat([bytes, Buffer.from('line\r\nline\rline\n')]);
  const unchanged = Object.keys(damages).filter((name) => damages[name]?.(file).equals(file));

  expect(unchanged).toEqual(['none']);
});
