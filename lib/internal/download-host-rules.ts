import { Token } from 'aws-cdk-lib';
import { type Rule } from './require-all';

/** Hosts that a download may lead to: by name, or all below one. */
export function downloadHostRules(downloadHosts: readonly string[] = []): Rule[] {
  return downloadHosts.map((host): Rule => [
    Token.isUnresolved(host) || /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$|^[a-z0-9-]+(:\d+)?$/.test(host),
    `downloadHosts has "${host}": give a host in lower case, without https://, or *.example.com for all below it`,
  ]);
}
