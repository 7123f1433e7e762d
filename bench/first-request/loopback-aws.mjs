import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { buffer } from 'node:stream/consumers';

const secret = 'a-webhook-secret-of-the-benchmark';

/** Starts Secrets Manager, SQS and S3 on a loopback port: with TLS if a key and a certificate are given. */
export async function loopbackAws(tls) {
  const server = tls ? createHttpsServer(tls, answer) : createHttpServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http${tls ? 's' : ''}://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

async function answer(request, response) {
  const body = await buffer(request);
  const target = request.headers['x-amz-target'] ?? '';
  if (target.endsWith('GetSecretValue')) {
    response.end(JSON.stringify({ SecretString: secret, CreatedDate: 1_700_000_000 }));
  } else if (target.endsWith('SendMessage')) {
    const { MessageBody } = JSON.parse(body);
    const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
    response.end(JSON.stringify({ MessageId: 'one', MD5OfMessageBody }));
  } else response.end();
}

/** Returns the environment of a verifier that calls these services. */
export const verifierEnvironment = (url) => ({
  PATH: process.env.PATH,
  AWS_ENDPOINT_URL: url,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'key',
  AWS_SECRET_ACCESS_KEY: 'bench',
  POWERTOOLS_SERVICE_NAME: 'bench',
  POWERTOOLS_METRICS_NAMESPACE: 'Bench',
  PROVIDER: 'iinked-sign',
  ENDPOINT: 'iinked-sign',
  INTAKE_QUEUE_URL: `${url}/000000000000/queue`,
  SPOOL_BUCKET: 'spool',
  SECRET_ID: 'secret',
  SECRET_GRACE_SECONDS: '86400',
  THROTTLE_RATE_PER_SECOND: '100',
  THROTTLE_BURST: '200',
  PROVIDER_OPTIONS: JSON.stringify({ registeredUrls: ['https://example.com/webhooks/iinked-sign'] }),
  BENCH_SECRET: secret,
});
