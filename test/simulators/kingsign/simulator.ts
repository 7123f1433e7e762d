import { randomBytes } from 'node:crypto';
import { faultBoard } from '../kit/faults';
import type {
  ExpectedFile,
  ProviderSimulator,
  SimulatedEnvelope,
  SimulatedWebhook,
  WebhookDelivery,
  WebhookTarget,
} from '../kit/provider-simulator';
import { hookStore, type HookStore } from '../kit/registered-hooks';
import { startRouteServer, type RouteServer } from '../kit/route-server';
import { documentAnswer, templateAnswer } from './api-answers';
import { documentWebhooks, type Clock } from './document-webhooks';
import { publicCode, type QueryBehaviour } from './documents-query';
import { openService, type Integration, type IntegrationBehaviour } from './integrations';
import { answerOf, basePath, routeOf, type RouteName } from './routes';
import {
  signedAnew,
  signedUntil,
  newId,
  simulatedDocument,
  type DocumentOptions,
  type SimulatedDocument,
} from './simulated-document';

/** A simulated Kingsign on the loopback: the API actions that we use, its storage, its webhooks and its faults. */
export interface KingsignSimulator extends ProviderSimulator {
  /** Adds an unsigned document. */
  readonly addDocument: (options?: DocumentOptions) => Promise<SimulatedEnvelope>;
  /** Finds a document of the provider's database. Tests may change it. */
  readonly documentOf: (documentId: string) => SimulatedDocument;
  /** Plays a mistake of the provider: the status is signed while the last field is not. */
  readonly completePrematurely: (documentId: string) => void;
  /** Gives each signature another image, as another signing would. */
  readonly revise: (documentId: string) => void;
  /** Which parts of the query for a list the instance obeys. Tests may change it. */
  readonly queryBehaviour: QueryBehaviour;
  /** The notification integrations of all workspaces. */
  readonly hooks: HookStore<Integration>;
  /** How the instance answers about them. Tests may change it. */
  readonly integrations: IntegrationBehaviour;
  /** The workspace of the API key. */
  readonly workspaceId: string;
}

/** Starts a simulator. It listens when the promise is fulfilled. */
export async function startKingsignSimulator(): Promise<KingsignSimulator> {
  const board = faultBoard();
  const documents: SimulatedDocument[] = [];
  const apiKey = `sk_live_${randomBytes(48).toString('base64')}`;
  const now = strictClock();
  const queryBehaviour = { ...publicCode };
  const hooks = hookStore<Integration>();
  const integrations = { ...openService };
  const workspaceId = newId();
  let listAnswers = 0;
  let change: ((answerNumber: number) => void) | undefined;
  const listing = () => change?.(++listAnswers);
  const server: RouteServer<RouteName> = await startRouteServer<RouteName>({
    board,
    routeOf,
    answer: (request) =>
      answerOf(
        { origin: server.origin, apiKey, documents, queryBehaviour, listing, hooks, integrations },
        request,
      ),
  });
  const documentOf = (documentId: string) => {
    const one = documents.find(({ _id }) => _id === documentId);
    if (!one) throw new Error(`The simulator has no document ${documentId}`);
    return one;
  };
  const addDocument = async (options: DocumentOptions = {}) => {
    const one = await simulatedDocument({ workspaceId, ...options }, options.createdAt ?? now());
    documents.push(one);
    const remove = () => void (documents.includes(one) && documents.splice(documents.indexOf(one), 1));
    return { ...envelopeOf(one, now), remove };
  };
  return {
    provider: 'kingsign',
    apiUrl: server.origin + basePath,
    apiKey,
    addEnvelope: addDocument,
    addDocument,
    documentOf,
    queryBehaviour,
    hooks,
    integrations,
    workspaceId,
    onList: (act) => void (change = act),
    completePrematurely: (id) => sign(documentOf(id), now(), -1),
    revise(id) {
      const one = documentOf(id);
      one.fields = signedAnew(one.fields);
    },
    delivery,
    faults: board,
    requests: server.requests,
    close: server.close,
  };
}

function envelopeOf(one: SimulatedDocument, now: Clock): SimulatedEnvelope {
  const webhooks = documentWebhooks(one, now);
  return {
    id: one._id,
    ids: [one._id, one.templateId, one.fileId],
    title: one.title,
    complete(at) {
      if (at) signedUntil(one, at);
      sign(one, at ?? now());
    },
    revise: () => void (one.fields = signedAnew(one.fields)),
    webhooks: () => webhooks,
    files: (): readonly ExpectedFile[] => [
      { role: 'original', bytes: one.pdf },
      { role: 'field-values', bytes: Buffer.from(JSON.stringify([documentAnswer(one)])) },
      { role: 'field-geometry', bytes: Buffer.from(JSON.stringify([templateAnswer(one)])) },
      // The provider has no signed document: it is drawn from these three files.
      { role: 'rendered' },
    ],
    secrets: () => secretsOf(one),
  };
}

/** Signs all fields, or all up to an index. */
function sign(one: SimulatedDocument, at: Date, upTo?: number): void {
  one.updatedAt = at.toISOString();
  one.status = 'signed';
  one.signedFields = new Set(one.fields.slice(0, upTo).map(({ _id }) => _id));
}

/** Lists the secrets. For an image it is the middle part: a leak of the image leaks that too. */
function secretsOf({ fields, linkSignature }: SimulatedDocument): Readonly<Record<string, string>> {
  const values = fields.flatMap(({ fieldType, webhookValue }, index) => {
    if (typeof webhookValue !== 'string') return [];
    const middle = Math.floor(webhookValue.length / 2);
    const text = fieldType === 'signature' ? webhookValue.slice(middle, middle + 96) : webhookValue;
    return [[`the ${fieldType} of field ${index + 1} in the webhooks`, text] as const];
  });
  return { ...Object.fromEntries(values), 'the signature of the download link': linkSignature };
}

/** Source: "Webhook Payload Examples", "HTTP Headers", checked 2026-11-21. */
function delivery(webhook: SimulatedWebhook, target: WebhookTarget): WebhookDelivery {
  return {
    url: target.url,
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'Kingsign-Webhook/1.0',
      'X-Webhook-Type': webhook.event,
      'X-Webhook-Source': 'kingsign',
    },
    body: Buffer.from(webhook.body(target)),
  };
}

/** Makes a clock that never returns the same time twice. */
function strictClock(): Clock {
  let last = 0;
  return () => new Date((last = Math.max(Date.now(), last + 1)));
}
