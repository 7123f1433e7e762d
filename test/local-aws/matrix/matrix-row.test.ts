import type { AwsCall } from '../faults/aws-call';
import { faults } from '../faults/fault';
import { awsCalls } from './aws-calls';
import { callName } from './matrix-call';
import { shortMatrix, wholeMatrix, type AwsRow, type ProviderRow } from './matrix-row';
import { providerCalls } from './provider-calls';
import { providerFaults } from './provider-faults';
import { unlistedAwsCalls, unlistedProviderCalls } from './unlisted-calls';

const matrices = [
  ['the short matrix', shortMatrix()],
  ['the whole matrix', wholeMatrix()],
] as const;

describe.each(matrices)('%s', (_, rows) => {
  const ofAws = rows.filter((row): row is AwsRow => row.kind === 'aws');
  const ofProviders = rows.filter((row): row is ProviderRow => row.kind === 'provider');

  it('has every call', () => {
    expect(new Set(ofAws.map(({ call }) => callName(call)))).toEqual(new Set(awsCalls.map(callName)));
    expect(new Set(ofProviders.map(({ call }) => call))).toEqual(new Set(providerCalls));
  });

  it('has every fault', () => {
    expect(new Set(ofAws.map(({ fault }) => fault))).toEqual(new Set(faults));
    expect(new Set(ofProviders.map(({ fault }) => fault))).toEqual(new Set(providerFaults));
  });

  it('has a name for each row', () => {
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  });
});

it('has in the short matrix one row for each call', () => {
  expect(shortMatrix()).toHaveLength(awsCalls.length + providerCalls.length);
});

it('has in the whole matrix each fault at each call, once and at every try', () => {
  const ofAws = wholeMatrix().filter(({ kind }) => kind === 'aws');
  expect(ofAws).toHaveLength(awsCalls.length * (faults.length + (faults.length - 2)));
});

it('finds the calls to AWS that have no row', () => {
  const call: AwsCall = {
    stage: 'verify',
    service: 's3',
    operation: 'DeleteObject',
    target: 'spool/a',
    text: '',
    invocation: '',
  };

  expect(unlistedAwsCalls([call, call, { ...call, operation: 'PutObject' }])).toEqual([
    'verify s3 DeleteObject spool/a',
  ]);
});

it('finds the calls to a provider that have no row', () => {
  const request = { method: 'GET', path: '/v2/new', headers: {}, body: '' };

  expect(
    unlistedProviderCalls('sign-plus', [
      { ...request, route: 'envelope' },
      { ...request, route: 'create-webhook' },
      request,
    ]),
  ).toEqual(['sign-plus create-webhook', 'sign-plus GET /v2/new']);
});
