/** Says on the terminal what a test changes in a deployed stack, so that no such change goes unseen. */
export function reportHarnessChange(change: string): void {
  process.stderr.write(`local AWS: harness change: ${change}\n`);
}
