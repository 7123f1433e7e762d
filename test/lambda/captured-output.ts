/** Hides the output for CloudWatch from the screen, and returns all of it. */
export function capturedOutput(): () => string {
  const streams = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockReturnValue(true),
  );
  return () => streams.flatMap(({ mock }) => mock.calls.map(([chunk]) => String(chunk))).join('');
}
