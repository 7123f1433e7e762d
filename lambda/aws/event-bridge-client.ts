import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { clientOptions } from './client-options';

/** An EventBridge client as the rooms use it. */
export const eventBridgeClient = () => new EventBridgeClient({ ...clientOptions });
