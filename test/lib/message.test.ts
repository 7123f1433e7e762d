import { Stack } from 'aws-cdk-lib';
import { EsignProvider, EsignWebhooks, SigningEventPattern } from '../../lib';
import { apiName, message } from '../../lib/internal/message';

const former = process.env.JSII_AGENT;
afterEach(() => {
  if (former === undefined) delete process.env.JSII_AGENT;
  else process.env.JSII_AGENT = former;
});

/** The texts by which jsii's libraries name themselves. */
const agents = {
  python: 'Python/3.11.2',
  java: 'Java/17.0.13',
  dotnet: 'DotNet/8.0.1/.NETStandard,Version=v2.0/1.140.0.0',
  go: 'go1.26.8/linux/amd64',
};

describe('A message', () => {
  it.each([
    [undefined, 'apiUrl, domain.hostedZone'],
    [agents.python, 'api_url, domain.hosted_zone'],
    [agents.java, 'apiUrl, domain.hostedZone'],
    [agents.dotnet, 'ApiUrl, Domain.HostedZone'],
    [agents.go, 'ApiUrl, Domain.HostedZone'],
    ['Cobol/1', 'apiUrl, domain.hostedZone'],
  ])('of an app of %s names props as %s', (agent, names) => {
    if (agent === undefined) delete process.env.JSII_AGENT;
    else process.env.JSII_AGENT = agent;

    expect(message`apiUrl, domain.hostedZone`).toBe(names);
  });

  it('leaves values, class names, addresses and products as they are', () => {
    process.env.JSII_AGENT = agents.python;

    expect(message`apiUrl is "${'https://x.example/apiUrl'}": see IinkedSignApi, iinked Sign, $default`).toBe(
      'api_url is "https://x.example/apiUrl": see IinkedSignApi, iinked Sign, $default',
    );
  });

  it('names each prop of several words as jsii does', () => {
    process.env.JSII_AGENT = agents.python;

    expect(['disableExecuteApiEndpoint', 'vpc', 'iinkedSign'].map(apiName)).toEqual([
      'disable_execute_api_endpoint',
      'vpc',
      'iinked_sign',
    ]);
  });
});

describe('A wrong prop of a Python app', () => {
  beforeEach(() => {
    process.env.JSII_AGENT = agents.python;
  });

  it('is named as in Python, with its provider', () => {
    const apiUrl = 'http://sign.example.com/apiUrl';

    expect(() => EsignProvider.iinkedSign({ apiUrl })).toThrow(
      'EsignProvider.iinked_sign "iinked-sign": api_url is "http://sign.example.com/apiUrl": give one of IinkedSignApi, or',
    );
  });

  it('is named as in Python where only the archive uses it', () => {
    expect(() => EsignProvider.documenso({ archive: false, downloadHosts: ['s3.example.com'] })).toThrow(
      'archive is false, so api_token and download_hosts have no effect',
    );
  });

  it('is named as in Python in a condition of a rule', () => {
    expect(() => SigningEventPattern.matching({ archivedRoles: [] })).toThrow(/archived_roles is \[\]/);
  });

  it('is named as in Python in a pattern, whose fields of the event stay as they are', () => {
    const providers = [EsignProvider.documenso()];
    const signing = new EsignWebhooks(new Stack(), 'Signing', { providers });
    const rule = (eventPattern: object) => () => signing.onSigningEvent('Rule', { eventPattern });

    expect(rule({ detailType: ['x'], source: ['esign.documenso'] })).not.toThrow();
    expect(rule({ detail: { replayedAt: ['now'] } })).toThrow(
      /event_pattern.detail.replayedAt is \["now"\].*an event_pattern can only/,
    );
  });
});
