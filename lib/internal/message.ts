/**
 * Formats a message for the user. The names of props and methods in its own text are as in the language of the user's app:
 * `apiUrl` is `api_url` in Python. Values stay as they are.
 */
export function message(
  texts: TemplateStringsArray,
  ...values: readonly (string | number | undefined)[]
): string {
  return String.raw({ raw: texts.map((text) => text.replace(severalWords, apiPath)) }, ...values);
}

/** A name of several words, such as `apiUrl` or `domain.hostedZone`. A name of one word is understood in each language. */
const severalWords = /\b(?:[a-z]+\.)?[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)+\b/g;

const apiPath = (path: string) => path.split('.').map(apiName).join('.');

/** Returns the name of a prop or method in the language of the user's app. */
export function apiName(name: string): string {
  const agent = process.env.JSII_AGENT ?? '';
  return agents.find(({ begins }) => begins.test(agent))?.rename(name) ?? name;
}

const pascalCase = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * The languages whose names differ from those in TypeScript, by the environment variable in which jsii's library for a language
 * names itself.
 *
 * Source: github.com/aws/jsii, process.py, NodeProcess.cs and process.go; checked 2026-11-28.
 */
const agents: readonly { readonly begins: RegExp; readonly rename: (name: string) => string }[] = [
  { begins: /^Python\//, rename: snakeCase },
  { begins: /^DotNet\//, rename: pascalCase },
  { begins: /^go\d/, rename: pascalCase },
];
