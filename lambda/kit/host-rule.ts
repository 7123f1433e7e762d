/** Whether something may be fetched from there. */
export type HostRule = (url: URL) => boolean;

/** Hosts by name, as in a URL: `host`, `host:port`, or `*.domain` for every host below it. */
export function hostsNamed(names: readonly string[]): HostRule {
  return ({ host, hostname }) =>
    names.some((name) => (name.startsWith('*.') ? hostname.endsWith(name.slice(1)) : host === name));
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
