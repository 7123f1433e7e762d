/**
 * The run's own time is over. Nothing is wrong with the PDF: another run may read it. Whoever catches errors of a PDF has
 * to pass this one on.
 */
export class RunTimeSpent extends Error {
  override readonly name = 'RunTimeSpent';
}
