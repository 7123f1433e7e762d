import { Token } from 'aws-cdk-lib';
import { isSafeUrl } from './is-safe-url';
import { type Rule } from './require-all';

/** An endpoint's name is a path segment, a key prefix and part of construct ids. */
export function endpointNameRule(endpoint: string): Rule {
  return [
    /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(endpoint),
    `endpoint is "${endpoint}": give 1 to 40 lower-case letters, digits and dashes, with no dash at either end`,
  ];
}

/** Lambda's environment holds 4 KB in all. */
const mostCharacters = 2_500;

/** The addresses registered at the provider, when they are given, all go into the verifier's environment. */
export function registeredUrlRules(registeredUrls: readonly string[] | undefined): Rule[] {
  if (registeredUrls === undefined) return [];
  const characters = registeredUrls.filter((url) => !Token.isUnresolved(url)).join('').length;
  return [
    [
      registeredUrls.length >= 1 && registeredUrls.length <= 10,
      `registeredUrls has ${registeredUrls.length} addresses: give 1 to 10, or leave it out`,
    ],
    [
      characters <= mostCharacters,
      `registeredUrls has ${characters} characters in all: ${mostCharacters} fit into the verifier's environment`,
    ],
    ...registeredUrls.map((url): Rule => [
      Token.isUnresolved(url) || isSafeUrl(url.replace(/\?.*$/, '')),
      `registeredUrls has "${url}": give the https address as it is registered at the provider, letter for letter`,
    ]),
  ];
}
