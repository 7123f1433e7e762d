// An anchor: a function that parses each message of a batch, and puts it on the bus.
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

const client = new EventBridgeClient({});
const { EVENT_BUS: EventBusName } = process.env;

/** The part of SQS's event that is needed. */
interface Batch {
  readonly Records: readonly { readonly body: string }[];
}

/** Publishes a batch. */
export async function handler({ Records }: Batch) {
  for (const { body } of Records) {
    const Detail = JSON.stringify(JSON.parse(body));
    await client.send(
      new PutEventsCommand({ Entries: [{ EventBusName, Source: 'bench', DetailType: 'bench', Detail }] }),
    );
  }
  return { batchItemFailures: [] };
}
