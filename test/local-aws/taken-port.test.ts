import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { startEmulator } from './harness/emulator/emulator';
import type * as ports from './harness/emulator/free-port';

const freePort = jest.fn<Promise<number>, []>();

jest.mock('./harness/emulator/free-port', () => ({ freePort: () => freePort() }));

let other: Server;

beforeAll(async () => {
  other = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(other, 'listening');
});

afterAll(() => {
  other.close();
});

it('the emulator starts on another port if another process takes the first one', async () => {
  const actual = jest.requireActual<typeof ports>('./harness/emulator/free-port');
  const { port: taken } = other.address() as AddressInfo;
  freePort.mockResolvedValueOnce(taken).mockImplementation(actual.freePort);

  const emulator = await startEmulator();
  await emulator.stop();

  expect(freePort).toHaveBeenCalledTimes(2);
  expect(emulator.endpoint).not.toContain(`:${taken}`);
});
