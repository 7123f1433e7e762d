import { envelopeIdSchema } from '../../lambda/contracts/ids';
import { defined } from '../../lambda/kit/defined';
import { CommandFailure } from '../command-failure';
import type { EnvelopeAtEndpoint } from '../envelope/envelope-at-endpoint';
import {
  knownEnvelopes,
  type EnvelopeSelection,
  type KnownEnvelopes,
  type KnownEnvelopesDeps,
} from '../envelope/known-envelopes';
import { jsonLines, reportProblems, type Output } from '../terminal/output';
import { bringHome, type BringHomeDeps, type BroughtHome, type HomeOptions } from './bring-home';
import { envelopeForJson } from './envelope-for-json';
import { formatBrought } from './format-brought';
import { formatEnvelope } from './format-envelope';

/** The arguments of `get`. */
export interface GetOptions extends EnvelopeSelection {
  readonly json: boolean;
  /** Absent: nothing is brought home. */
  readonly home?: HomeOptions | undefined;
}

/** The dependencies of `get`. */
export interface GetDeps extends Output, KnownEnvelopesDeps, BringHomeDeps {}

/**
 * Prints where an envelope stands, and brings its bundle home if that is asked for. Returns the exit code: 1 if nothing is
 * known of it, if something could not be read or is not as the archiver left it, or if no whole bundle came.
 */
export async function get(options: GetOptions, deps: GetDeps): Promise<0 | 1> {
  checkArguments(options);
  const answer = await lookFor(options, deps);
  const { envelopes, brought, problems } = answer;
  deps.print(options.json ? jsonLines(answerForJson(answer)) : formatAnswer(answer, deps.now()));
  const code = reportProblems([...problems, ...(brought?.problems ?? [])], deps.warn);
  return envelopes.some(hasFaults) || !isWhole(brought) ? 1 : code;
}

interface Answer extends KnownEnvelopes {
  readonly brought?: BroughtHome | undefined;
}

async function lookFor(options: GetOptions, deps: GetDeps): Promise<Answer> {
  const known = await knownEnvelopes(options, deps);
  const { envelopes, problems } = known;
  if (envelopes.length === 0) return { envelopes, problems: [...problems, notKnown(options)] };
  return options.home ? { ...known, brought: await bringHome(envelopes, options.home, deps) } : known;
}

function formatAnswer({ envelopes, brought }: Answer, now: number): readonly string[] {
  const parts = envelopes.map((one) => formatEnvelope(one, now));
  const lines = parts.flatMap((part, index) => (index === 0 ? part : ['', ...part]));
  return brought ? [...lines, ...formatBrought(brought)] : lines;
}

const answerForJson = ({ envelopes, brought, problems }: Answer) =>
  defined({ envelopes: envelopes.map(envelopeForJson), brought, problems });

/** Nothing has to be whole if nothing was to be brought. */
const isWhole = (brought: BroughtHome | undefined) => !brought || brought.bundle?.state === 'whole';

function checkArguments({ envelope, home }: GetOptions): void {
  if (!envelopeIdSchema.safeParse(envelope).success) {
    throw new CommandFailure(
      'The envelope id is not valid. An id has up to 128 letters, digits, "-" and "_". `find` looks for an envelope by its title or your own reference.',
    );
  }
  const { manifestSha256: given } = home ?? {};
  if (given !== undefined && !/^[0-9a-f]{64}$/i.test(given)) {
    throw new CommandFailure('--manifest-sha256 needs the 64 hex digits of a SHA-256.');
  }
}

function notKnown({ envelope, endpoint }: GetOptions): string {
  const where = endpoint === undefined ? 'The stack' : `The endpoint "${endpoint}"`;
  return `${where} knows nothing of ${envelope}: no webhook, no bundle, no job. An envelope that waits for its first archive job is not seen. \`find\` asks the providers for completed envelopes.`;
}

const hasFaults = ({ bundles, events }: EnvelopeAtEndpoint) =>
  bundles.some(({ faults }) => faults.length > 0) || events.some(({ isAltered }) => isAltered);
