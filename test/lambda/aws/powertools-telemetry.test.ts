import { powertoolsTelemetry } from '../../../lambda/aws/powertools-telemetry';

const realEnv = process.env;
let output: string;

beforeEach(() => {
  process.env = {
    ...realEnv,
    POWERTOOLS_SERVICE_NAME: 'signing',
    POWERTOOLS_METRICS_NAMESPACE: 'EsignWebhooks',
  };
  output = '';
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((chunk) => {
      output += String(chunk);
      return true;
    });
  }
});
afterEach(() => {
  process.env = realEnv;
});

const lines = () =>
  output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('powertoolsTelemetry', () => {
  it.each(['info', 'warn', 'error'] as const)(
    'writes one line for one %s, with the fields and nothing of the event',
    (level) => {
      powertoolsTelemetry('verify')[level]('webhook', { endpoint: 'contracts', bytes: 3, reason: undefined });

      expect(lines()).toEqual([
        {
          level: level.toUpperCase(),
          message: 'webhook',
          timestamp: expect.any(String),
          service: 'signing',
          sampling_rate: 0,
          ['room']: 'verify',
          endpoint: 'contracts',
          bytes: 3,
        },
      ]);
    },
  );

  it.each(['warn', 'error'] as const)('names the error of a %s without its message', (level) => {
    powertoolsTelemetry('verify')[level](
      'webhook',
      {},
      new TypeError('hunter2', { cause: new Error('hunter2') }),
    );

    expect(lines()).toMatchObject([{ error: 'TypeError < Error' }]);
    expect(output).not.toContain('hunter2');
  });

  it('counts in the embedded metric format, at once, by service and endpoint, and by service alone', () => {
    powertoolsTelemetry('verify').count('WebhookAccepted', 'contracts');

    expect(lines()).toEqual([
      {
        _aws: {
          Timestamp: expect.any(Number),
          CloudWatchMetrics: [
            {
              Namespace: 'EsignWebhooks',
              Dimensions: [['service', 'endpoint'], ['service']],
              Metrics: [{ Name: 'WebhookAccepted', Unit: 'Count' }],
            },
          ],
        },
        service: 'signing',
        endpoint: 'contracts',
        WebhookAccepted: 1,
      },
    ]);
  });

  it('measures a time by service alone, because each further metric costs money', () => {
    powertoolsTelemetry('publish').measure('EventDelay', 120);

    expect(lines()).toMatchObject([
      {
        _aws: {
          CloudWatchMetrics: [
            { Dimensions: [['service']], Metrics: [{ Name: 'EventDelay', Unit: 'Milliseconds' }] },
          ],
        },
        EventDelay: 120,
      },
    ]);
  });

  it('keeps the counts of two endpoints apart', () => {
    const telemetry = powertoolsTelemetry('publish');

    telemetry.count('EventPublished', 'contracts');
    telemetry.count('EventPublished', 'leases');

    expect(lines()).toMatchObject([{ endpoint: 'contracts' }, { endpoint: 'leases' }]);
  });
});
