/**
 * The end of an address that has a place for a token, in a request that brings none. The command `doctor` asks with it whether the address
 * answers. It is too short for a token, so it opens nothing; and it is no wrong token, so it raises no alarm.
 */
export const noToken = '-';
