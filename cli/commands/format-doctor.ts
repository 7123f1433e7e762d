import type { Finding, FindingState } from '../doctor/finding';

const marks: Readonly<Record<FindingState, string>> = {
  ok: '✓',
  failed: '✗',
  unknown: '!',
  'not-applicable': '–',
};

/** Formats the findings for people: by construct and endpoint, with what to do below each that needs it. */
export function formatDoctor(findings: readonly Finding[]): readonly string[] {
  const places = [...new Set(findings.map(placeOf))];
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = places.flatMap((place) => [
    place,
    ...findings.filter((finding) => placeOf(finding) === place).flatMap((finding) => linesOf(finding, width)),
    '',
  ]);
  return [...lines, summary(findings)];
}

const placeOf = ({ construct, endpoint }: Finding) =>
  endpoint === undefined ? construct : `${construct}: ${endpoint}`;

function linesOf({ state, check, text, advice }: Finding, width: number): readonly string[] {
  const line = `  ${marks[state]} ${check.padEnd(width)}  ${text}`;
  return advice === undefined ? [line] : [line, `${' '.repeat(width + 6)}→ ${advice}`];
}

function summary(findings: readonly Finding[]): string {
  const count = (state: FindingState) => findings.filter((finding) => finding.state === state).length;
  const [bad, dark] = [count('failed'), count('unknown')];
  if (bad + dark === 0) return `All is well: ${count('ok')} checks, no problem.`;
  const known = `${bad} ${bad === 1 ? 'problem' : 'problems'} (✗)`;
  return dark === 0 ? `${known}.` : `${known}, and ${dark} that could not be looked at (!).`;
}
