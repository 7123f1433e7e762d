// Loaded into the command line: resolves the names of the emulator's APIs, such as a1b2.execute-api.localhost.
// DNS has no such names.
const dns = require('node:dns');

const { lookup } = dns;

dns.lookup = (host, ...rest) => lookup(host.endsWith('.localhost') ? '127.0.0.1' : host, ...rest);
