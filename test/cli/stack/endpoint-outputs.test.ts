import { readEndpointOutputs } from '../../../cli/stack/endpoint-outputs';
import { secretArn, outputOf, signPlus } from '../outputs';

test('finds the endpoints among all outputs of a stack, by name', () => {
  const outputs = [
    outputOf({ ...signPlus, endpoint: 'second' }),
    { key: 'SigningEventBusName', value: 'bus' },
    outputOf(signPlus),
  ];

  expect(readEndpointOutputs(outputs)).toEqual({
    endpoints: [{ ...signPlus, endpoint: 'second' }, signPlus],
    unreadable: [],
  });
});

test.each([
  ['a name', 'somebody@example.com'],
  ['JSON that is no object', '"text"'],
  ['JSON of another shape', '{"address":"https://example.com"}'],
  ['a list', '[]'],
  ['null', 'null'],
])("leaves somebody else's output of such a name alone: %s", (_what, value) => {
  expect(readEndpointOutputs([{ key: 'NightOperator', value }])).toEqual({ endpoints: [], unreadable: [] });
});

test('leaves alone what has the form and another name', () => {
  expect(readEndpointOutputs([{ ...outputOf(signPlus), key: 'Copy' }]).endpoints).toEqual([]);
});

test('takes a provider that it does not know, and fields that it does not know', () => {
  const newer = { ...signPlus, provider: 'paper-sign' };

  const { endpoints } = readEndpointOutputs([outputOf({ ...newer, added: 'later' } as typeof newer)]);

  expect(endpoints).toEqual([newer]);
});

test('takes a construct whatever language its name is in', () => {
  const { endpoints } = readEndpointOutputs([outputOf({ ...signPlus, construct: 'Verträge/契約' })]);

  expect(endpoints).toHaveLength(1);
});

test.each<[string, Record<string, unknown>]>([
  ['a construct with what moves the cursor', { construct: 'A\u001b[2J' }],
  ['a construct with what turns the text round', { construct: 'A\u202eB' }],
  ['a use of the secret', { secretUse: 'by-pigeon' }],
  ['an address that is none', { address: 'javascript:alert(1)' }],
  ['an address that moves the cursor', { address: 'https://example.com/\u001b[2J' }],
  ['an ARN that is a command', { webhookSecretArn: `${secretArn('a')}; rm -rf /` }],
  ['an ARN that is an option', { apiKeySecretArn: '--secret' }],
  ['an ARN that is empty', { apiKeySecretArn: '' }],
  ['an endpoint name with a new line', { endpoint: 'a\nb' }],
  ['a provider name with spaces', { provider: 'Sign Plus' }],
  ['no address', { address: undefined }],
])('says which output it cannot read: %s', (_what, change) => {
  const broken = { key: 'SigningXOperator', value: JSON.stringify({ ...signPlus, ...change }) };

  expect(readEndpointOutputs([broken, outputOf(signPlus)])).toEqual({
    endpoints: [signPlus],
    unreadable: ['SigningXOperator'],
  });
});
