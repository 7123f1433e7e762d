import { endpointDigest } from '../../lambda/publish/deployed-endpoints';
import { loopbackSecret } from './loopback-aws';

/** The registered address of the endpoint. */
export const registeredUrl = 'https://abc123.execute-api.eu-central-1.amazonaws.com/webhooks/contracts';

/** The role of the verifier, which is the sender of its messages. */
export const verifierRole = 'AROAEXAMPLEEXAMPLE001';

/** Returns the environment of the verifier and the publisher of one iinked Sign endpoint, and of the anchors beside them. */
export const stageEnvironment = (awsUrl: string) => ({
  AWS_ENDPOINT_URL: awsUrl,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'key',
  AWS_SECRET_ACCESS_KEY: 'bench',
  POWERTOOLS_SERVICE_NAME: 'bench',
  POWERTOOLS_METRICS_NAMESPACE: 'Bench',
  PROVIDER: 'iinked-sign',
  ENDPOINT: 'contracts',
  INTAKE_QUEUE_URL: `${awsUrl}/000000000000/queue`,
  SPOOL_BUCKET: 'spool',
  ARCHIVE_BUCKET: 'archive',
  EVENT_BUS: 'bus',
  SECRET_ID: 'secret',
  SECRET_GRACE_SECONDS: '86400',
  THROTTLE_RATE_PER_SECOND: '100000',
  THROTTLE_BURST: '100000',
  PROVIDER_OPTIONS: JSON.stringify({ registeredUrls: [registeredUrl] }),
  DEPLOYED_ENDPOINTS: `${endpointDigest('contracts', 'iinked-sign')} ${verifierRole} archive`,
  BENCH_SECRET: loopbackSecret,
});
