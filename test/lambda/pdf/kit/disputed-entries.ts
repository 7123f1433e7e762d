import { catalog, page, root, shadowed, type ShadowShape } from './shadow-shapes';

/** PDFs with a key twice in a dictionary, or an encryption in one of two trailers. */
export const disputedEntries: readonly ShadowShape[] = [
  {
    name: 'a page with two contents, of which Ghostscript shows the first',
    bytes: shadowed((pdf, entries) => {
      entries.set(3, { offset: pdf.object(3, page('4 0 R', '/Contents 5 0 R')) });
    }),
    outcome: 'refused',
  },
  {
    name: 'a page with two equal contents',
    bytes: shadowed((pdf, entries) => {
      entries.set(3, { offset: pdf.object(3, page('4 0 R', '/Contents 4 0 R')) });
    }),
    outcome: 'drawn',
  },
  {
    name: 'a trailer with two catalogs',
    bytes: shadowed((pdf, entries) => {
      entries.set(7, { offset: pdf.object(7, catalog) });
    }, `${root} /Root 7 0 R`),
    outcome: 'refused',
  },
  {
    name: 'a trailer that says that the PDF is encrypted, and that no table names',
    bytes: shadowed((pdf) => pdf.raw('trailer\n<< /Size 7 /Root 1 0 R /Encrypt 9 0 R >>\n')),
    outcome: 'drawn',
  },
  {
    name: 'the same where MuPDF repairs',
    bytes: shadowed((pdf, entries) => {
      pdf.raw('trailer\n<< /Size 7 /Root 1 0 R /Encrypt 9 0 R >>\n');
      entries.set(7, { offset: 9_999_999 });
    }),
    outcome: 'refused',
  },
];
