/** What may be spent on the PDFs inside of one PDF. */
export interface PortfolioLimits {
  /** Bytes of the container, which is read into memory. */
  readonly containerSize: number;
  /** Bytes of all that lies in it, inflated. */
  readonly partsSize: number;
  /** How many PDFs are taken out of it. */
  readonly mostParts: number;
  /** Milliseconds for finding what lies in it. */
  readonly readTime: number;
}

const megabyte = 1024 ** 2;

/** What fits into the archiver's memory and time: `bench/portfolio-memory.mjs` measures it. */
export const portfolioLimits: PortfolioLimits = {
  // The parts may lie in it as they are, and it has pages of its own.
  containerSize: 220 * megabyte,
  partsSize: 200 * megabyte,
  mostParts: 1_000,
  readTime: 60_000,
};
