/**
 * The ids of the envelopes of test webhooks. No provider makes such an id: iinked Sign has GUIDs, Sign.Plus and Kingsign have 24
 * hex digits, Documenso has `envelope_…` (the providers' pages, checked 2026-11-21). So a test webhook can be recognized even if
 * its mark is lost.
 */
const testPrefix = 'esign-test-';
const failingPrefix = `${testPrefix}archive-failed-`;

/** Makes the id of a test envelope. `unique` has letters, digits and hyphens. */
export function testEnvelopeId(unique: string, archiving: 'works' | 'fails' = 'works'): string {
  return `${archiving === 'fails' ? failingPrefix : testPrefix}${unique}`;
}

/** Whether an envelope is one of a test webhook. */
export function isTestEnvelope(envelopeId: string | undefined): boolean {
  return envelopeId?.startsWith(testPrefix) ?? false;
}

/** Whether the archiver shall fail to archive that test envelope. */
export function failsToArchive(envelopeId: string): boolean {
  return envelopeId.startsWith(failingPrefix);
}
