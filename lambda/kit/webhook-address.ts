/** Comparisons of webhook addresses: as a provider lists them, and as we give them. */

/** Returns an address in one form: a provider may write its host in another case, or its usual port. The rest stays as it is. */
export const normalAddress = (address: string): string => URL.parse(address)?.href ?? address;

/**
 * Returns the part of a target's path below an address, without the slash between them: the place of a token. It is empty if the target
 * ends there. Returns `undefined` if the target is not below the address, also if it begins with the same characters.
 */
export function pathBelow(address: string, target: string): string | undefined {
  const [base, url] = [URL.parse(address), URL.parse(target)];
  if (!base || !url || base.origin !== url.origin) return undefined;
  const path = base.pathname.replace(/\/+$/, '');
  if (url.pathname === path) return '';
  return url.pathname.startsWith(`${path}/`) ? url.pathname.slice(path.length + 1) : undefined;
}
