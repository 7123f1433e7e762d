import {
  accessCheckVersion,
  type AccessCheck,
  type ExpectedAddresses,
} from '../../lambda/contracts/access-check';
import { providerIdSchema } from '../../lambda/contracts/ids';
import { logMessages } from '../../lambda/contracts/log-messages';
import { CommandFailure } from '../command-failure';
import type { LogLine, ReadLog } from '../logs/log-line';
import { poll, type PollLimits, type Stopwatch } from '../poll';
import type { OpenQueue } from '../queues/queue';
import type { SelectedEndpoint } from '../stack/stack';
import { readAccessAnswer, type AccessAnswer } from './access-answer';

/** How the archiver is asked. */
export interface AskDeps {
  readonly openQueue: OpenQueue;
  readonly readLog: ReadLog;
  readonly watch: Stopwatch;
  /** Returns the time by the clock of AWS, in milliseconds since the epoch. */
  readonly serverNow: () => number;
  /** Returns a new UUID. */
  readonly newId: () => string;
}

/** The clock of the log may be this much behind `serverNow`. */
const clockToleranceMs = 1_500;

/** The message lives a little longer than the command waits: then nobody needs the answer. */
const marginMs = 30_000;

/**
 * Asks the endpoint's archiver to ask the provider, and waits for its answer in the log. The archiver has the network and the API key.
 *
 * Returns `undefined` if no answer came in time. Throws `CommandFailure`.
 */
export async function askArchiver(
  { endpoint, pipeline }: SelectedEndpoint,
  addresses: ExpectedAddresses,
  limits: PollLimits,
  deps: AskDeps,
): Promise<AccessAnswer | undefined> {
  const { archiveQueueUrl = '' } = endpoint;
  const { archiverLogGroup: logGroup = '' } = pipeline;
  const id = deps.newId();
  const askedAt = deps.serverNow();
  const expiresAt = new Date(askedAt + limits.maxMs + marginMs).toISOString();
  const message: AccessCheck = {
    version: accessCheckVersion,
    provider: knownProvider(endpoint.provider),
    endpoint: endpoint.endpoint,
    accessCheck: { id, expiresAt, addresses },
  };
  await deps.openQueue(archiveQueueUrl).send({ body: JSON.stringify(message), attributes: {} });
  const query = { logGroup, containing: id, since: askedAt - clockToleranceMs };
  const line = await poll(
    async () => (await deps.readLog(query)).find(isAnswer),
    (found) => found !== undefined,
    limits,
    deps.watch,
  );
  return line && readAccessAnswer(line);
}

const isAnswer = ({ message }: LogLine) => message === logMessages.accessChecked;

function knownProvider(name: string): AccessCheck['provider'] {
  const { data } = providerIdSchema.safeParse(name);
  if (data) return data;
  throw new CommandFailure(
    `This version does not know the provider "${name}": use the version that deployed the stack.`,
  );
}
