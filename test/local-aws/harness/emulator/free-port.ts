import { createServer, type AddressInfo } from 'node:net';

/** Asks the operating system for a free port of the loopback address. Another process may take it afterwards. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
