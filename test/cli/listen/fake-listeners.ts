import type { ListenerResources } from '../../../cli/listen/listener-resources';
import { probeSource } from '../../../cli/listen/listen-pattern';
import { memoryQueue, queued, type MemoryQueue } from '../queues/memory-queue';

/** The process died at a call. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

interface FakeQueue {
  readonly messages: MemoryQueue;
  readonly ruleArn: string;
  readonly encryptionKeyArn: string | undefined;
  listensUntil: number | undefined;
}

/** A bus with rules, and queues, in memory. */
export class FakeListeners implements ListenerResources {
  readonly rules = new Map<string, string>();
  readonly targets = new Set<string>();
  readonly queues = new Map<string, FakeQueue>();
  readonly calls: string[] = [];
  /** Called before each call: it may throw. */
  before: (call: string, number: number) => void = () => undefined;
  /** Called after each call: the answer may be lost. */
  after: (call: string, number: number) => void = () => undefined;
  /** How many probes are lost before the rule is active. */
  probesLost = 0;

  ruleNames = (_bus: unknown, prefix: string) =>
    this.call('ruleNames', () => [...this.rules.keys()].filter((name) => name.startsWith(prefix)));

  putRule = (_bus: unknown, name: string, pattern: string) =>
    this.call('putRule', () => {
      this.rules.set(name, pattern);
      return `arn:aws:events:eu-west-1:1:rule/bus/${name}`;
    });

  createQueue: ListenerResources['createQueue'] = ({ name, ...queue }) =>
    this.call('createQueue', () => {
      this.queues.set(name, { messages: memoryQueue(), ...queue });
      return `https://sqs/1/${name}`;
    });

  putTarget = (_bus: unknown, rule: string) => this.call('putTarget', () => void this.targets.add(rule));

  listensUntil = (name: string) => this.call('listensUntil', () => this.queues.get(name)?.listensUntil);

  renew = (queueUrl: string, listensUntil: number) =>
    this.call('renew', () => {
      this.queueAt(queueUrl).listensUntil = listensUntil;
    });

  putProbe: ListenerResources['putProbe'] = (_bus, probe) =>
    this.call('putProbe', () => {
      if (this.probesLost-- > 0) return;
      this.publish({ source: probeSource, 'detail-type': 'probe', detail: probe });
    });

  removeTarget = (_bus: unknown, rule: string) =>
    this.call('removeTarget', () => void this.targets.delete(rule));

  deleteQueue = (name: string) => this.call('deleteQueue', () => void this.queues.delete(name));

  deleteRule = (_bus: unknown, name: string) =>
    this.call('deleteRule', () => {
      if (this.targets.has(name)) throw new Error('EventBridge deletes no rule that has targets');
      this.rules.delete(name);
    });

  /** Puts an event into the queue of each rule that has it as its target. */
  publish(event: object, id = `delivery-${this.calls.length}-${Math.random()}`): void {
    const time = '2026-11-28T10:00:00Z';
    for (const rule of this.targets) {
      const queue = this.queues.get(rule);
      queue?.messages.messages.push(queued(JSON.stringify({ id, time, ...event })));
    }
  }

  queueAt(url: string): FakeQueue {
    const queue = this.queues.get(url.slice(url.lastIndexOf('/') + 1));
    if (!queue) throw new Error(`there is no queue ${url}`);
    return queue;
  }

  /** What is left in the account. */
  get left(): readonly string[] {
    return [...this.rules.keys(), ...this.targets, ...this.queues.keys()];
  }

  private call<Result>(name: string, work: () => Result): Promise<Result> {
    const number = this.calls.push(name);
    return Promise.resolve().then(() => {
      this.before(name, number);
      const result = work();
      this.after(name, number);
      return result;
    });
  }
}
