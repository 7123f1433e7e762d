import { App, Stack } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { EsignProvider, EsignWebhooks } from '../../lib';

/** Synthesizes endpoints with names of maximum length, in a stack with a name of maximum length. */
function synthesize(
  count: number,
  add: (signing: EsignWebhooks, firstEndpoint: string) => void = () => undefined,
): void {
  const app = new App();
  const stack = new Stack(app, 'Test', { stackName: 's'.repeat(128) });
  const names = Array.from({ length: count }, (_, n) => `${'n'.repeat(37)}${100 + n}`);
  const providers = names.map((endpoint) => EsignProvider.signPlus({ endpoint }));
  add(new EsignWebhooks(stack, 'Signing', { providers }), names[0]!);
  app.synth();
}

test('25 endpoints with the longest names can be deployed', () => {
  expect(() => synthesize(25)).not.toThrow();
});

test('more endpoints than the environment of the publisher can hold are refused, with its size and what to do', () => {
  expect(() => synthesize(35)).toThrow(
    /the environment of the function "Test\/Signing\/Publisher\/Function" has about \d+ bytes, and Lambda takes 4096\. Divide the endpoints among several EsignWebhooks constructs/,
  );
});

test.each<['verifier' | 'archiver', string, string]>([
  ['verifier', 'Verifier', 'registeredUrls'],
  ['archiver', 'Archiver', 'downloadHosts'],
])('a variable that the environment of the %s cannot hold is refused', (part, id, option) => {
  const addLong = (signing: EsignWebhooks, name: string) =>
    (signing.endpoint(name)[part] as lambda.Function).addEnvironment('OWN', 'x'.repeat(4_000));

  expect(() => synthesize(1, addLong)).toThrow(
    new RegExp(
      `function ".*/${id}/Function" has about \\d+ bytes, and Lambda takes 4096\\. Give fewer or shorter ${option}`,
    ),
  );
});

test('each quotation mark in a value counts twice, as Lambda measures it', () => {
  const addQuotes = (count: number) => (signing: EsignWebhooks, name: string) =>
    (signing.endpoint(name).verifier as lambda.Function).addEnvironment('OWN', '"'.repeat(count));

  expect(() => synthesize(1, addQuotes(1_000))).not.toThrow();
  expect(() => synthesize(1, addQuotes(2_000))).toThrow(/Verifier\/Function" has about/);
});
