import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether an IP address is one of this machine only. */
export function isLoopback(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && loopback.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

/** An address of this machine, or why the text cannot be used. */
export type LoopbackUrl = { readonly url: URL } | { readonly problem: string };

/**
 * Reads the address that events are forwarded to. Events have names and e-mail addresses in them, so they leave this machine to
 * AWS only: the host is `localhost` or an IP address of the loopback.
 */
export function loopbackUrl(text: string): LoopbackUrl {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    return { problem: 'It must be an address such as http://localhost:3000.' };
  }
  if (url.username + url.password !== '') {
    return { problem: 'It must have no user name and no password: others on this machine can see them.' };
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (host === 'localhost' || isLoopback(host)) return { url };
  return {
    problem: `Events are forwarded to this machine only: the host must be localhost, 127.0.0.1 or [::1], and not ${host}.`,
  };
}
