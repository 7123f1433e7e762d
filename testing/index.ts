/** `cdk-esign-webhooks/testing`: sample events and test webhooks, for the tests of a consumer. It needs no other package. */
export { sampleBridgeEvent, sampleEvent, type SampleChanges } from './sample-event';
export { testWebhookRequest, type TestWebhookRequest, type TestWebhookTarget } from './test-webhook-request';
