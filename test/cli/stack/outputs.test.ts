import { readEndpointOutputs } from '../../../cli/stack/outputs';
import { secretArn, outputOf, signPlus } from '../stack-of';

test('finds the endpoints among all outputs of a stack, sorted by name', () => {
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
  ['JSON that is not an object', '"text"'],
  ['JSON of another shape', '{"address":"https://example.com"}'],
  ['a list', '[]'],
  ['null', 'null'],
])("ignores somebody else's output with the same suffix: %s", (_what, value) => {
  expect(readEndpointOutputs([{ key: 'NightOperator', value }])).toEqual({ endpoints: [], unreadable: [] });
});

test('ignores an output of the right form without the suffix', () => {
  expect(readEndpointOutputs([{ ...outputOf(signPlus), key: 'Copy' }]).endpoints).toEqual([]);
});

test('accepts an unknown provider, and drops unknown fields', () => {
  const newer = { ...signPlus, provider: 'paper-sign' };

  const { endpoints } = readEndpointOutputs([outputOf({ ...newer, added: 'later' } as typeof newer)]);

  expect(endpoints).toEqual([newer]);
});

test('accepts the name of a construct in any language', () => {
  const { endpoints } = readEndpointOutputs([outputOf({ ...signPlus, construct: 'Verträge/契約' })]);

  expect(endpoints).toHaveLength(1);
});

test.each(['x/webhook-secret', '/a/b', 'a_+=.@-b'])('accepts the name %s of a secret', (name) => {
  const { endpoints } = readEndpointOutputs([outputOf({ ...signPlus, webhookSecretArn: name })]);

  expect(endpoints).toHaveLength(1);
});

test.each<[string, Record<string, unknown>]>([
  ['a region with a space', { region: 'eu-west-1 --profile x' }],
  ['a construct with characters that move the cursor', { construct: 'A\u001b[2J' }],
  ['a construct with characters that reverse the text', { construct: 'A\u202eB' }],
  ['an unknown use of the secret', { secretUse: 'by-pigeon' }],
  ['an address that is not http', { address: 'javascript:alert(1)' }],
  ['an address that moves the cursor', { address: 'https://example.com/\u001b[2J' }],
  ['an ARN that is a command', { webhookSecretArn: `${secretArn('a')}; rm -rf /` }],
  ['an ARN that is an option', { apiKeySecretArn: '--secret' }],
  ['an ARN that is empty', { apiKeySecretArn: '' }],
  ['an endpoint name with a new line', { endpoint: 'a\nb' }],
  ['a provider name with spaces', { provider: 'Sign Plus' }],
  ['no address', { address: undefined }],
])('names an output that it cannot read: %s', (_what, change) => {
  const broken = { key: 'SigningXOperator', value: JSON.stringify({ ...signPlus, ...change }) };

  expect(readEndpointOutputs([broken, outputOf(signPlus)])).toEqual({
    endpoints: [signPlus],
    unreadable: ['SigningXOperator'],
  });
});
