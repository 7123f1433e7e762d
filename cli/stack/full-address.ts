/** Returns an address that ends with a token. */
export const fullAddress = (address: string, token: string) => `${address}/${encodeURIComponent(token)}`;

/** Returns such an address as it may be shown. */
export const shownAddress = (address: string) => `${address}/…`;
