import { join } from 'node:path';
import type { Emulator } from './emulator';
import { freePort } from './free-port';
import { startProcessGroup } from './process-group';
import { tailOf } from './run-command';
import { startTlsPipe } from './tls-pipe';
import { waitFor } from './wait-for';

/** A proxy in front of the local AWS that can lose an answer. */
export interface FaultProxy {
  /** What a client takes for AWS: plain HTTP. */
  readonly endpoint: string;
  /**
   * The next call whose request, as it goes over the wire, matches this regular expression works, and then its
   * connection breaks before a byte of the answer has come through. It must be the first call of its connection.
   */
  readonly loseAnswer: (request: string) => Promise<void>;
  /** How many answers were lost since. */
  readonly lost: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts microburst in front of a local AWS, as the one of its proxies that looks at bytes: the other one, which knows
 * AWS's protocols, changes the Host header and so breaks every signature, and cannot cut an answer without a body,
 * such as S3's to PutObject. Source: microburst 0.10.0, tried 2026-11-21.
 */
export async function startFaultProxy(emulator: Emulator): Promise<FaultProxy> {
  const upstream = await startTlsPipe(emulator);
  const [port, controlPort] = [await freePort(), await freePort()];
  const logFile = join(emulator.folder, 'fault-proxy.log');
  const command = [
    join(emulator.pythonBin, 'microburst'),
    '--protocol',
    'tcp',
    '--upstream',
    upstream.address,
  ];
  const microburst = startProcessGroup(
    [...command, '--port', String(port), '--control-port', String(controlPort)],
    { cwd: emulator.folder, env: { HOME: emulator.folder }, logFile },
  );
  const stop = async () => {
    await microburst.stop();
    await upstream.stop();
  };
  const control = `http://127.0.0.1:${controlPort}/_microburst`;
  const healthy = () =>
    fetch(`${control}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  await waitFor(healthy, { what: 'the fault proxy to answer', seconds: 30 }).catch(async (cause: unknown) => {
    await stop();
    throw new Error(`the fault proxy did not start:\n${tailOf(logFile)}`, { cause });
  });
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async loseAnswer(payload) {
      const rule = { service: 'tcp', operation: 'conn', payload, times: 1, cut_reply: { after_bytes: 0 } };
      await expectOk(await fetch(`${control}/fired`, { method: 'DELETE' }));
      const headers = { 'content-type': 'application/json' };
      await expectOk(
        await fetch(`${control}/rules`, { method: 'POST', headers, body: JSON.stringify([rule]) }),
      );
    },
    lost: async () => ((await (await fetch(`${control}/fired`)).json()) as readonly unknown[]).length,
    stop,
  };
}

async function expectOk(answer: Response): Promise<void> {
  if (!answer.ok) throw new Error(`the fault proxy answered ${answer.status}: ${await answer.text()}`);
}
