import type { Probe } from './listen-pattern';

/** A bus in the account and region of the session. */
export interface Bus {
  readonly name: string;
}

/** A listener's queue, before it is made. */
export interface ListenerQueue {
  readonly name: string;
  /** The only rule that may send to it. */
  readonly ruleArn: string;
  /** The key that encrypts it. Without one SQS uses its own. */
  readonly encryptionKeyArn: string | undefined;
  /** Until when nobody else may remove it, in milliseconds since the epoch. */
  readonly listensUntil: number;
}

/** What the queue of a listener says: until when it listens. A queue that was not made yet says nothing. */
export type ListensUntil = number | undefined;

/**
 * The rules and queues of listeners. Each method throws `CommandFailure`, and is safe to repeat. Those that remove something are
 * content if it is gone already.
 */
export interface ListenerResources {
  /** Returns the names of the rules of a bus that begin with a prefix. */
  readonly ruleNames: (bus: Bus, prefix: string) => Promise<readonly string[]>;
  /** Makes a rule. Returns its ARN. */
  readonly putRule: (bus: Bus, name: string, pattern: string) => Promise<string>;
  /** Makes a queue. Returns its URL. */
  readonly createQueue: (queue: ListenerQueue) => Promise<string>;
  /** Makes the queue of the rule's name its target. */
  readonly putTarget: (bus: Bus, rule: string, ruleArn: string) => Promise<void>;
  /** Reads until when the listener of this name listens. */
  readonly listensUntil: (name: string) => Promise<ListensUntil>;
  /** Writes until when it listens. Fails if the queue is gone. */
  readonly renew: (queueUrl: string, listensUntil: number) => Promise<void>;
  readonly putProbe: (bus: Bus, probe: Probe) => Promise<void>;
  readonly removeTarget: (bus: Bus, rule: string) => Promise<void>;
  readonly deleteQueue: (name: string) => Promise<void>;
  readonly deleteRule: (bus: Bus, name: string) => Promise<void>;
}
