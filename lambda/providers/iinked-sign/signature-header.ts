/** The header of the signature, in lower case. */
export const signatureHeader = 'x-syngrafii-signature';
