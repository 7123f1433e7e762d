/** Whether a download from this URL is allowed. */
export type HostRule = (url: URL) => boolean;

/**
 * Allows hosts by name: `host`, or `*.domain` for each host below a domain, both optionally with `:port`. Without a port,
 * `host` allows the default port only, and `*.domain` allows any port.
 */
export function hostsNamed(names: readonly string[]): HostRule {
  return (url) =>
    names.some((name) => {
      const isBelow = name.startsWith('*.');
      const host = comparableHost(name, isBelow, url);
      return isBelow ? host.endsWith(name.slice(1)) : host === name;
    });
}

/** The URL's host in the form of the rule's name. A URL omits its default port, so a rule with a port needs it added. */
function comparableHost(name: string, isBelow: boolean, { host, hostname, port, protocol }: URL): string {
  if (/:\d+$/.test(name)) return `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
  return isBelow ? hostname : host;
}

/** Allows a URL if one of the rules allows it. */
export function eitherHost(...rules: readonly HostRule[]): HostRule {
  return (url) => rules.some((rule) => rule(url));
}

/**
 * Allows Amazon S3 in each region and partition, with path-style and virtual-hosted addresses.
 *
 * Source: Amazon S3 user guide, "Virtual hosting of buckets", and AWS general reference, S3 endpoints, checked 2026-11-21.
 */
export const amazonS3: HostRule = ({ host }) =>
  /^(?:[a-z0-9][a-z0-9.-]*\.)?s3(?:[.-](?:dualstack\.)?[a-z]{2}(?:-[a-z]+)+-\d)?\.amazonaws\.com(?:\.cn)?$/.test(
    host,
  );
