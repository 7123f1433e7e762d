import { type DashboardOptions } from '../dashboard-options';
import { type EsignWebhooksAttributes } from '../esign-webhooks-attributes';
import { type EsignWebhooksProps } from '../esign-webhooks-props';
import { type OnSigningEventOptions } from '../on-signing-event-options';
import { type WebhookDomainOptions } from '../webhook-domain-options';
import { type PropNames } from './misspelt-props';

/** The props of `EsignWebhooks`. */
export const webhooksProps: PropNames<EsignWebhooksProps> = {
  providers: true,
  eventBus: true,
  archiveBucket: true,
  archiveWriters: true,
  archiveRetention: true,
  httpApi: true,
  baseUrl: true,
  domain: true,
  disableExecuteApiEndpoint: true,
  encryptionKey: true,
  formerEncryptionKeys: true,
  alarmActions: true,
  okActions: true,
  alarmThresholds: true,
  metrics: true,
  throttling: true,
  verifierConcurrency: true,
  publisherConcurrency: true,
  archiveConcurrency: true,
  reconciliation: true,
  secretGrace: true,
  logRetention: true,
  removalPolicy: true,
  vpc: true,
  vpcSubnets: true,
  securityGroups: true,
  schemaRegistry: true,
};

/** The options of `EsignWebhooksProps.domain`. */
export const domainOptions: PropNames<WebhookDomainOptions> = {
  domainName: true,
  certificate: true,
  hostedZone: true,
};

/** The attributes of `EsignWebhooks.fromAttributes`. */
export const attributeNames: PropNames<EsignWebhooksAttributes> = {
  eventBus: true,
  archiveBucket: true,
  endpoints: true,
  archivingEndpoints: true,
  serviceName: true,
  metrics: true,
  formerEncryptionKeys: true,
};

/** The options of a rule. */
export const ruleOptions: PropNames<OnSigningEventOptions> = {
  target: true,
  crossStackScope: true,
  eventPattern: true,
  description: true,
  ruleName: true,
  types: true,
  endpoints: true,
  authenticities: true,
  confirmed: true,
  archivedRoles: true,
  imports: true,
  replays: true,
  test: true,
};

/** The options of a dashboard. */
export const dashboardOptions: PropNames<DashboardOptions> = {
  crossStackScope: true,
  dashboardName: true,
};
