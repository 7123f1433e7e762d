/** A list price in us-east-1, without free tiers and discounts. */
export interface Price {
  readonly what: string;
  /** US dollars. */
  readonly dollars: number;
  /** The number of units that cost so much. */
  readonly per: number;
  readonly source: Source;
}

/** A page with prices. All were read on 2026-11-28. */
interface Source {
  readonly url: string;
  /** The date of the page; absent if it has none. */
  readonly dated?: string;
}

const million = 1_000_000;

const sqsPage = { url: 'https://cloudburn.io/blog/amazon-sqs-pricing', dated: '2026-03-14' };
const s3Page = { url: 'https://c3x.dev/blog/s3-request-fees-explained' };
const lambdaPage = {
  url: 'https://git.mcrn.ar/mariano/lambda_local_runner/src/branch/main/docs/lambdas-md/lambda-13-cost.md',
  dated: '2026-05-11',
};
const cloudWatchPage = {
  url: 'https://www.factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards/',
  dated: '2026-06-13',
};

const secretsPage = {
  url: 'https://hivebook.wiki/wiki/aws-secrets-manager-rotated-secrets-dynamic-db-credentials-kms',
};

/** The prices of all that a pipeline uses. `docs/cost.md` lists them. */
export const prices = {
  apiRequest: {
    what: 'a request to an HTTP API, for each 512 KB',
    dollars: 1,
    per: million,
    source: {
      url: 'https://docs.aws.amazon.com/whitepapers/latest/best-practices-api-gateway-private-apis-integration/cost-optimization.html',
    },
  },
  run: { what: 'a run of a Lambda function', dollars: 0.2, per: million, source: lambdaPage },
  gbSecond: { what: 'a GB-second of Lambda on arm64', dollars: 13.3334, per: million, source: lambdaPage },
  sqsRequest: {
    what: 'a request to SQS, for each 64 KB',
    dollars: 0.4,
    per: million,
    source: sqsPage,
  },
  fairQueue: {
    what: 'more for a request with a group (fair queue)',
    dollars: 0.1,
    per: million,
    source: sqsPage,
  },
  put: { what: 'a PUT or LIST of S3 Standard', dollars: 5, per: million, source: s3Page },
  get: { what: 'a GET or HEAD of S3 Standard', dollars: 0.4, per: million, source: s3Page },
  storageGbMonth: {
    what: 'a GB in S3 Standard, each month',
    dollars: 0.023,
    per: 1,
    source: { url: 'https://deepeshsoni.com/archives/256' },
  },
  event: {
    what: 'a custom event of EventBridge, for each 64 KB',
    dollars: 1,
    per: million,
    source: { url: 'https://cloudburn.io/blog/amazon-eventbridge-pricing', dated: '2026-03-13' },
  },
  logGb: { what: 'a GB of logs', dollars: 0.5, per: 1, source: cloudWatchPage },
  metricMonth: {
    what: 'a custom metric, each month',
    dollars: 0.3,
    per: 1,
    source: { url: 'https://signoz.io/guides/cloudwatch-pricing', dated: '2026-02-15' },
  },
  alarmMonth: {
    what: 'an alarm, each month',
    dollars: 0.1,
    per: 1,
    source: { url: 'https://c3x.dev/resources/aws/aws_cloudwatch_metric_alarm' },
  },
  dashboardMonth: { what: 'a dashboard, each month', dollars: 3, per: 1, source: cloudWatchPage },
  secretMonth: {
    what: 'a secret, each month',
    dollars: 0.4,
    per: 1,
    source: secretsPage,
  },
  secretRead: {
    what: 'a read of a secret',
    dollars: 5,
    per: million,
    source: secretsPage,
  },
} as const satisfies Readonly<Record<string, Price>>;

/** Returns what some units cost, in US dollars. */
export function cost(price: keyof typeof prices, units: number): number {
  const { dollars, per } = prices[price];
  return (units * dollars) / per;
}
