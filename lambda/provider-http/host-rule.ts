/** Whether something may be fetched from there. */
export type HostRule = (url: URL) => boolean;

/**
 * Hosts by name: `host` or `*.domain` for every host below it, each also with `:port`. A `*.domain` without one is for any
 * port, as a host alone is for the usual one only.
 */
export function hostsNamed(names: readonly string[]): HostRule {
  return (url) =>
    names.some((name) => {
      const isBelow = name.startsWith('*.');
      const host = hostAs(name, isBelow, url);
      return isBelow ? host.endsWith(name.slice(1)) : host === name;
    });
}

/** A URL's host in the form of the name that it is compared with: a URL itself leaves out the port that is usual. */
function hostAs(name: string, isBelow: boolean, { host, hostname, port, protocol }: URL): string {
  if (/:\d+$/.test(name)) return `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
  return isBelow ? hostname : host;
}

/** What either rule allows. */
export function eitherHost(...rules: readonly HostRule[]): HostRule {
  return (url) => rules.some((rule) => rule(url));
}

/**
 * Amazon S3, in every region and partition, by path or by bucket name.
 *
 * Source: Amazon S3 user guide, "Virtual hosting of buckets", and AWS general reference, S3 endpoints, checked 2026-11-21.
 */
export const amazonS3: HostRule = ({ host }) =>
  /^(?:[a-z0-9][a-z0-9.-]*\.)?s3(?:[.-](?:dualstack\.)?[a-z]{2}(?:-[a-z]+)+-\d)?\.amazonaws\.com(?:\.cn)?$/.test(
    host,
  );
