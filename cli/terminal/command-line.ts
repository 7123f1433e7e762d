import { name } from '../../package.json';
import { defined } from '../../lambda/kit/defined';

/** The options of a command: `true` for one without a value. Absent and `false` options are left out. */
export type CommandOptions = Readonly<Record<string, string | boolean | undefined>>;

/** No character is special to a shell. */
const plainWord = /^[\w./:@=+,-]+$/;

/**
 * Returns a command of this package, to paste into bash or zsh. `--no-install`: where the package is not installed, npx must
 * not fetch a stranger's package of this name.
 */
export function commandLine(command: string, options: CommandOptions): string {
  const words = Object.entries(defined(options)).flatMap(([option, value]) => {
    if (value === false) return [];
    return value === true ? [`--${option}`] : [`--${option}`, quoted(String(value))];
  });
  return ['npx', '--no-install', name, command, ...words].join(' ');
}

const quoted = (word: string) => (plainWord.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
