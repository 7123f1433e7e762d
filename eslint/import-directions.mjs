// Which folder may import which: the arrows of docs/architecture.md.

/** The folders of the command line from bottom to top: none imports one above it. */
const cliFolders = [
  'terminal',
  'stack',
  'logs',
  'queues',
  'envelope',
  'listing',
  'registration',
  'listen',
  'replay',
  'doctor',
  'commands',
  'aws',
  'program',
].map((name) => `./cli/${name}`);
const cliDirections = cliFolders
  .slice(0, -1)
  .map((folder, index) => ['no import of a folder above', folder, cliFolders.slice(index + 1)]);

/** The stages of the pipeline. They meet in contracts only. */
const stages = ['verify', 'publish', 'archive', 'reconcile'].map((name) => `./lambda/${name}`);
const stageDirections = stages.map((stage) => [
  'a stage never imports a stage',
  stage,
  stages.filter((other) => other !== stage),
]);

/** The imports that are errors: `target` is the folder that imports, `from` are the folders that it must not import. */
const directions = [
  [
    'lib never imports run-time code',
    './lib',
    ['./lambda', './events', './testing', './bin', './cli', './test'],
  ],
  ['lambda never imports synth-time code', './lambda', ['./lib', './bin', './cli', './test']],
  ['lambda never imports what consumers import', './lambda', ['./events', './testing']],
  ['events never import synth-time code', './events', ['./lib', './bin', './cli', './test']],
  ['events know contracts only', './events', ['./lambda'], ['./contracts']],
  ['testing never imports synth-time code', './testing', ['./lib', './bin', './cli', './test']],
  ['testing knows events and providers only', './testing', ['./lambda'], ['./providers']],
  ['contracts know nothing but zod', './lambda/contracts', ['./lambda'], ['./contracts']],
  ['kit knows contracts only', './lambda/kit', ['./lambda'], ['./kit', './contracts']],
  ['proof knows kit and contracts only', './lambda/proof', ['./lambda'], ['./proof', './kit', './contracts']],
  [
    'the HTTP client for providers knows kit and contracts only',
    './lambda/provider-http',
    ['./lambda'],
    ['./provider-http', './kit', './contracts'],
  ],
  [
    'a provider knows proof, provider-http, kit and contracts only',
    './lambda/providers',
    ['./lambda'],
    ['./providers', './proof', './provider-http', './kit', './contracts'],
  ],
  [
    'what reads PDFs knows kit and contracts only',
    './lambda/pdf',
    ['./lambda'],
    ['./pdf', './kit', './contracts'],
  ],
  [
    'drawing knows what reads PDFs, kit and contracts only, and no provider',
    './lambda/drawing',
    ['./lambda'],
    ['./drawing', './pdf', './kit', './contracts'],
  ],
  [
    'what makes signing events knows providers, kit and contracts only',
    './lambda/signing-events',
    ['./lambda'],
    ['./signing-events', './providers', './kit', './contracts'],
  ],
  ['aws knows kit and contracts only', './lambda/aws', ['./lambda'], ['./aws', './kit', './contracts']],
  ...stageDirections,
  ['bin imports lib only', './bin', ['./lambda', './cli', './test']],
  ['the command line never imports synth-time code', './cli', ['./lib', './bin', './test']],
  [
    'the command line knows contracts, kit, provider-http, providers, signing-events and drawing only',
    './cli',
    ['./lambda'],
    ['./contracts', './kit', './provider-http', './providers', './signing-events', './drawing'],
  ],
  ...cliDirections,
].map(([message, target, from, except]) => ({ target, from, ...(except ? { except } : {}), message }));

/** `except` is relative to `from`, which must then be one folder. */
export const zones = directions.flatMap(({ from, ...zone }) =>
  from.map((folder) => ({ ...zone, from: folder })),
);
