import { CommandFailure } from '../command-failure';
import { printable } from './printable';

/** Gets the value of a secret from the user. Throws `CommandFailure` if nobody can give it. */
export type AskSecret = (question: string) => Promise<string>;

/** More than any secret: a larger input is not read to its end. */
const maxInputBytes = 1024 * 1024;

/** Asks at the terminal and hides the input, or reads the value from a pipe. */
export const askSecret: AskSecret = async (question) => {
  const given = process.stdin.isTTY ? await askAtTerminal(question) : await readAll(process.stdin);
  return given.replace(/[\r\n]+$/, '');
};

async function askAtTerminal(question: string): Promise<string> {
  if (!process.stderr.isTTY) {
    throw new CommandFailure(
      'The question would not be seen, because stderr is not a terminal. Nothing was changed.',
    );
  }
  // The package is an ES module: only a dynamic import can load it here.
  const { password } = await import('@clack/prompts');
  const answer = await password({ message: printable(question), output: process.stderr });
  // A cancelled prompt returns a symbol.
  if (typeof answer !== 'string') throw new CommandFailure('Nothing was changed.');
  return answer;
}

/** Reads a whole stream as text. */
async function readAll(stream: AsyncIterable<Buffer | string>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    size += bytes.length;
    if (size > maxInputBytes) {
      throw new CommandFailure('The input is too large to be a secret. Nothing was changed.');
    }
  }
  return Buffer.concat(chunks).toString('utf8');
}
