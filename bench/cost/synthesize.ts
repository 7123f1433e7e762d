import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EsignProvider, EsignWebhooks, IinkedSignApi } from '../../lib';
import type { BilledTemplate } from './idle-cost';

type MakeEndpoint = (endpoint: string) => EsignProvider;

const makers: readonly [MakeEndpoint, ...MakeEndpoint[]] = [
  (endpoint: string) => EsignProvider.iinkedSign({ endpoint, apiUrl: IinkedSignApi.US }),
  (endpoint: string) => EsignProvider.signPlus({ endpoint }),
  (endpoint: string) => EsignProvider.documenso({ endpoint }),
  (endpoint: string) => EsignProvider.kingsign({ endpoint, apiUrl: 'https://sign.example.com' }),
];

/** Synthesizes a stack with archiving endpoints of all four providers in turn. */
export function synthesize(endpoints: number): BilledTemplate {
  const stack = new Stack(new App(), 'EsignWebhooks');
  const providers = Array.from({ length: endpoints }, (_, n) =>
    (makers[n % makers.length] ?? makers[0])(`endpoint-${n}`),
  );
  new EsignWebhooks(stack, 'Signing', { providers });
  return Template.fromStack(stack).toJSON() as BilledTemplate;
}
