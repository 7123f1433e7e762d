import { Token } from 'aws-cdk-lib';

/**
 * Whether a text is an address that secrets and documents may travel to: `https`, or `http` on a loopback address for
 * tests; a host, perhaps a port and a path, and nothing else. What is known only at deployment passes.
 */
export function isSafeUrl(text: string): boolean {
  if (Token.isUnresolved(text)) return true;
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return secure && !url.username && !url.password && !/[?#\s]/.test(text);
}

const isLoopback = (host: string) => host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
