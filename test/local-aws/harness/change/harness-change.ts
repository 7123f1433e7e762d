/** Prints what a test changes in a deployed stack, so that every change is visible. */
export function reportHarnessChange(change: string): void {
  process.stderr.write(`local AWS: harness change: ${change}\n`);
}
