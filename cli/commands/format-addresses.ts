import type { EndpointAddress, SecretToFill } from './endpoint-address';

/** The endpoints as a person reads them. */
export function formatAddresses(endpoints: readonly EndpointAddress[]): string {
  return `${endpoints.map(renderEndpoint).join('\n\n')}\n`;
}

function renderEndpoint({ endpoint, title, address, secret, steps, secretsToFill }: EndpointAddress): string {
  return [
    `${endpoint} (${title})`,
    `  Address: ${address ?? 'not known, see the problems'}`,
    ...steps.map((step, index) => `  ${index + 1}. ${step}`),
    ...(secret === undefined ? [] : [`  Secret: ${secret}`]),
    ...secretsToFill.flatMap(renderSecret),
  ].join('\n');
}

/** The value comes from a file that only its owner can read: never by the command line, which others see and a history keeps. */
function renderSecret({ holds, arn }: SecretToFill): readonly string[] {
  const region = arn.split(':')[3];
  const place = region ? `--region ${region} ` : '';
  return [
    `  Put in here: ${holds}, as plain text`,
    `    ${arn}`,
    '    (umask 077; read -rs value; printf %s "$value" > value.txt)',
    `    aws secretsmanager put-secret-value ${place}--secret-id ${arn} --secret-string file://value.txt`,
    '    rm value.txt',
  ];
}
