// Loaded into the command line by NODE_OPTIONS: no name server knows the addresses of the emulator's APIs.
const send = globalThis.fetch;

globalThis.fetch = (input, options) => {
  const { hostname, pathname } = new URL(String(input));
  if (!hostname.includes('.execute-api.')) return send(input, options);
  const [api] = hostname.split('.');
  return send(`${process.env.AWS_ENDPOINT_URL}/_aws/execute-api/${api}/$default${pathname}`, options);
};
