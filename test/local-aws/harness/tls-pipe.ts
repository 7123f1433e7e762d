import { createServer, type AddressInfo, type Socket } from 'node:net';
import { connect } from 'node:tls';
import type { Emulator } from './emulator';

/** Takes plain connections and passes their bytes on over TLS. */
export interface TlsPipe {
  /** Host and port. */
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** Lets the fault proxy, which reads bytes but no TLS, stand in front of a local AWS, which speaks nothing else. */
export async function startTlsPipe({ endpoint, ca }: Emulator): Promise<TlsPipe> {
  const { hostname: host, port } = new URL(endpoint);
  const open = new Set<Socket>();
  const server = createServer((plain) => {
    const secure = connect({ host, port: Number(port), ca });
    for (const [one, other] of [
      [plain, secure],
      [secure, plain],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
