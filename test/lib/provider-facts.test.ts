import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProviderId } from '../../lambda/contracts/ids';
import { deliveryFacts } from '../../lambda/providers';
import { ArchivedFileRole, Authenticity, EsignProvider, IinkedSignApi, SignatureAlgorithm } from '../../lib';

const apiUrl = IinkedSignApi.US;
const providers = [
  EsignProvider.iinkedSign({ apiUrl }),
  EsignProvider.signPlus(),
  EsignProvider.documenso(),
  EsignProvider.kingsign({ apiUrl: 'https://sign.example.com' }),
].map(({ _providerEndpoint }) => [_providerEndpoint.provider, _providerEndpoint] as const);

/** Returns the code of a provider at run time, without the files that it says are absent. */
const sourceOf = (provider: string) =>
  globSync(join(__dirname, '..', '..', 'lambda', 'providers', provider, '*.ts'))
    .map((file) => readFileSync(file, 'utf8').replace(/absent: \[[^\]]*\]/g, ''))
    .join('\n');

/** The roles that the archiver itself makes of a provider's files. */
const made: readonly string[] = [ArchivedFileRole.PORTFOLIO_DOCUMENT, ArchivedFileRole.RENDERED];

test.each(providers)(
  '%s has at synth time the roles that its files have at run time',
  (provider, endpoint) => {
    const source = sourceOf(provider);
    const listed = Object.values(ArchivedFileRole).filter(
      (role) => !made.includes(role) && source.includes(`'${role}'`),
    );

    expect(listed.length).toBeGreaterThan(1);
    expect(endpoint.archive?.roles.filter((role) => !made.includes(role)).sort()).toEqual(listed.sort());
    expect(endpoint.archive?.roles.includes(ArchivedFileRole.RENDERED)).toBe(source.includes('drawing'));
  },
);

test.each(providers)(
  '%s has at synth time the proofs that its webhooks have at run time',
  (provider, endpoint) => {
    const { authenticities } = deliveryFacts[provider as ProviderId];

    expect([...endpoint.authenticities].sort()).toEqual([...authenticities].sort());
  },
);

test('an iinked Sign endpoint with one algorithm has one proof', () => {
  const { _providerEndpoint } = EsignProvider.iinkedSign({
    apiUrl,
    signatureAlgorithm: SignatureAlgorithm.SHA1,
  });

  expect(_providerEndpoint.authenticities).toEqual([Authenticity.HMAC_SHA1]);
});
