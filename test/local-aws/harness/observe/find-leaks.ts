import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { listKeys, readObject } from './archive-bucket';
import { httpsRequest } from '../send/https-request';
import type { RunningSample } from '../sample/launch-sample';
import { readLogs } from './stack-logs';

/** A place to search. */
export type Place = 'logs' | 'events' | 'objects' | 'queues' | 'configuration';

/** Searches places for canaries, and returns each find as `<place> <where>: <name of the canary>`. */
export async function findLeaks(
  sample: RunningSample,
  canaries: Readonly<Record<string, string>>,
  places: readonly Place[],
): Promise<readonly string[]> {
  const leaks: string[] = [];
  const searched = Object.entries(canaries).map(([name, canary]) => [name, encodingsOf(canary)] as const);
  for (const place of places) {
    for (const [where, text] of await texts[place](sample)) {
      const found = searched.filter(([, encodings]) => encodings.some((one) => text.includes(one)));
      leaks.push(...found.map(([name]) => `${place} ${where}: ${name}`));
    }
  }
  return leaks;
}

/** Lists a text in all encodings that may appear in messages, logs and files. */
function encodingsOf(canary: string): readonly string[] {
  const bytes = Buffer.from(canary);
  // The base64 of an inner part depends on its position: there are 3 forms, without the ends.
  const inside = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  const encodings = [
    canary,
    encodeURIComponent(canary),
    JSON.stringify(canary).slice(1, -1),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
  ];
  const urlSafe = inside.map((one) => one.replaceAll('+', '-').replaceAll('/', '_'));
  return [...new Set([...encodings, ...inside, ...urlSafe])];
}

type Texts = readonly (readonly [where: string, text: string])[];

const texts: Readonly<Record<Place, (sample: RunningSample) => Promise<Texts>>> = {
  logs: async ({ clients }) => (await readLogs(clients)).map(({ group, message }) => [group, message]),
  events: async ({ tap }) => (await tap.read()).map((event) => [event['detail-type'], JSON.stringify(event)]),
  async objects({ clients, stack }) {
    const found: [string, string][] = [];
    for (const bucket of [stack.archiveBucket, stack.spoolBucket, stack.claimsBucket]) {
      for (const key of await listKeys(clients, bucket)) {
        found.push([key, `${key} ${(await readObject(clients, bucket, key)).toString('latin1')}`]);
      }
    }
    return found;
  },
  async queues({ emulator }) {
    const messages = await httpsRequest(`${emulator.endpoint}/_ministack/sqs/messages`, { ca: emulator.ca });
    return [['all', messages.body.toString()]];
  },
  async configuration({ clients, stack }) {
    const { Functions } = await clients.lambda.send(new ListFunctionsCommand({}));
    return [
      ['functions', JSON.stringify(Functions)],
      ['template', JSON.stringify(stack.template)],
      ['outputs', JSON.stringify(stack.outputs)],
    ];
  },
};
