import { noToken } from '../../lambda/contracts/no-token';
import type { EndpointOutput } from '../stack/outputs';
import type { PostNothing } from '../stack/post-nothing';
import { failed, ok, unknown, type Result } from './finding';

/** Checks whether the public address answers 401 to a request without proof, as its verifier does. */
export async function checkAddress(
  { address, secretUse, checks }: EndpointOutput,
  postNothing: PostNothing,
): Promise<Result> {
  const isInAddress = secretUse === 'in-address';
  if (isInAddress && !checks) {
    return unknown(
      'An earlier version deployed the endpoint. There, a request without its token counts as a wrong one, and raises an alarm.',
      'Deploy the stack with this version.',
    );
  }
  const answer = await postNothing(isInAddress ? `${address}/${noToken}` : address);
  if ('code' in answer) return failed(`${address}: ${connectionInWords(answer.code)}`, connectionAdvice);
  const { status } = answer;
  if (status === 401) return ok('It answers 401 to a request without proof.');
  const [words, advice] = statusInWords(status);
  return failed(`${address} answers ${status} to a request without proof: ${words}.`, advice);
}

const connectionAdvice =
  'Look at the address with a browser. If it is a domain of yours, check its DNS records, its certificate and its mapping to the API. If you are behind a proxy or a VPN, run this from elsewhere.';

const connections: readonly (readonly [code: RegExp, words: string])[] = [
  [/^ENOTFOUND$|^EAI_/, 'DNS does not know the host.'],
  [/CERT|TLS|SSL|SIGNED|ALTNAME/, 'the TLS certificate is not valid for the host.'],
  [/^ECONNREFUSED$/, 'the host refuses the connection.'],
  [/TIMEOUT|TIMEDOUT|Timeout/, 'the host does not answer.'],
];

function connectionInWords(code: string): string {
  const words = connections.find(([pattern]) => pattern.test(code))?.[1] ?? 'the connection fails.';
  return `${words} (${code})`;
}

/** What an answer means that no verifier gives to such a request, and what to do. */
function statusInWords(status: number): readonly [words: string, advice: string] {
  if (status === 200) {
    return [
      'somebody else answers there',
      'Check what the domain of the address leads to, and the prop `baseUrl`.',
    ];
  }
  if (status >= 300 && status < 400) {
    return [
      'it leads elsewhere, and most providers do not follow',
      'Let the address answer itself, without a redirect.',
    ];
  }
  return statuses.get(status) ?? (status >= 500 ? serverFault : otherFault);
}

const serverFault = [
  'the verifier does not run or does not answer',
  "Look at the verifier's log. Check the quota of concurrency above, and whether somebody changed or deleted the function.",
] as const;

const otherFault = [
  'no verifier answers so',
  'Check what the domain of the address leads to, and the prop `baseUrl`.',
] as const;

const statuses: ReadonlyMap<number, readonly [words: string, advice: string]> = new Map([
  [
    403,
    [
      'something in front of the verifier refuses it, such as AWS WAF, an authorizer or a switched-off execute-api address',
      'Let POST requests to this path through.',
    ],
  ],
  [
    404,
    [
      'the API has no such route or stage, or the API was deleted',
      'Deploy the stack again. With a domain of yours, check that its mapping leads to the API and its stage, and that `baseUrl` has the mapped path.',
    ],
  ],
  [429, ['the address gets more requests than its limit', 'Read "Webhooks are throttled" in the runbook.']],
]);
