import { createHmac } from 'node:crypto';
import { subjects } from '../../test/conformance/subjects';
import { loopbackSecret } from './loopback-aws';
import { registeredUrl } from './stage-environment';

/** Returns a genuine webhook of iinked Sign about a completed envelope, as API Gateway gives it to the function, filled up to a size in bytes. */
export function genuineRequest(bytes: number): object {
  const row = subjects['iinked-sign'].events.rows.find(({ type }) => type === 'envelope.completed');
  const fields = JSON.stringify({ ...row?.body, filling: '' });
  const body = fields.replace(
    '"filling":""',
    `"filling":"${'x'.repeat(Math.max(0, bytes - fields.length))}"`,
  );
  const mac = createHmac('sha256', loopbackSecret).update(registeredUrl).update(body).digest('base64');
  return {
    headers: { 'content-type': 'application/json', 'x-syngrafii-signature': mac },
    body,
    isBase64Encoded: false,
    requestContext: { requestId: 'JKJaXmPLvHcESHA=' },
  };
}
