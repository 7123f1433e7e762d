import { Token } from 'aws-cdk-lib';
import { message } from './message';

/** A condition for props, and the message if they do not meet it: the prop, its value, and what to do. */
export type Rule = readonly [met: boolean, message: string];

/** Throws one error with the messages of all rules that are not met. */
export function requireAll(owner: string, rules: readonly Rule[]): void {
  const messages = rules.filter(([met]) => !met).map(([, message]) => message);
  if (messages.length > 0) throw new Error(`${owner}: ${messages.join('\n')}`);
}

/**
 * Returns whether secrets and documents may be sent to an address: `https`, or `http` on a loopback address for tests. It
 * may have a port and a path, but no credentials, query or fragment. A token passes, because its value is not known yet.
 */
export function isSafeUrl(text: string): boolean {
  if (Token.isUnresolved(text)) return true;
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return secure && !url.username && !url.password && !/[?#\s]/.test(text);
}

const isLoopback = (host: string) => host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host);

/** Returns the rule for an endpoint's name, which is a path segment, a key prefix and part of construct ids. */
export function endpointNameRule(endpoint: string): Rule {
  return [
    /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(endpoint),
    `endpoint is "${endpoint}": give 1 to 40 lower-case letters, digits and dashes, without a dash at the beginning or end`,
  ];
}

/** A Lambda environment holds 4 KB, and all registered addresses are in the verifier's. */
const maxRegisteredUrlsLength = 2_500;

/** Returns the rules for the addresses registered at the provider. */
export function registeredUrlRules(registeredUrls: readonly string[] | undefined): Rule[] {
  if (registeredUrls === undefined) return [];
  const { length } = registeredUrls.filter((url) => !Token.isUnresolved(url)).join('');
  return [
    [
      registeredUrls.length >= 1 && registeredUrls.length <= 10,
      message`registeredUrls has ${registeredUrls.length} addresses: give 1 to 10, or leave it out`,
    ],
    [
      length <= maxRegisteredUrlsLength,
      message`registeredUrls has ${length} characters in all: the verifier's environment variables have space for ${maxRegisteredUrlsLength}, so give shorter or fewer addresses`,
    ],
    ...registeredUrls.map((url): Rule => [
      Token.isUnresolved(url) || isSafeUrl(url.replace(/\?.*$/, '')),
      message`registeredUrls has "${url}": give the https address exactly as it is registered at the provider`,
    ]),
  ];
}

/** A Lambda environment holds 4 KB. The archiver's other values can have 2,000 characters. */
const maxApiOptionsLength = 2_000;

/** Returns the rule for the address of an API and the hosts of its downloads. */
export function apiOptionsRule(apiUrl: string, downloadHosts: readonly string[] = []): Rule {
  const { length } = JSON.stringify([apiUrl, downloadHosts]);
  return [
    length <= maxApiOptionsLength,
    message`apiUrl and downloadHosts have ${length} characters in all: the archiver's environment variables have space for ${maxApiOptionsLength}, so give fewer or shorter hosts, such as *.example.com`,
  ];
}

/** Returns the rules for the hosts of redirected downloads: a host's name, or all hosts below a domain. */
export function downloadHostRules(downloadHosts: readonly string[] = []): Rule[] {
  return downloadHosts.map((host): Rule => [
    Token.isUnresolved(host) || /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$|^[a-z0-9-]+(:\d+)?$/.test(host),
    message`downloadHosts has "${host}": give a host in lower case, without https://, or *.example.com for all hosts below it`,
  ]);
}
