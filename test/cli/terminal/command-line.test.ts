import { spawnSync } from 'node:child_process';
import { commandLine } from '../../../cli/terminal/command-line';

describe('a printed command', () => {
  it('leaves out absent options and those that are off', () => {
    expect(commandLine('archive', { stack: 'Mine', region: undefined, follow: false, json: true })).toBe(
      'npx --no-install cdk-esign-webhooks archive --stack Mine --json',
    );
  });

  it('gives a shell each value as one word, whatever is in it', () => {
    const values = ["it's $HOME", '`id`', '#', 'a  b', '!!', '~', '*', '"', '\\'];
    const options = Object.fromEntries(values.map((value, index) => [`option${index}`, value]));
    const [, , ...words] = commandLine('x', options).split(' ');

    const { stdout } = spawnSync('sh', ['-c', `printf '%s\\0' ${words.join(' ')}`], { encoding: 'utf8' });

    expect(stdout.split('\0').filter((word) => !/^(--option|cdk-|x$|$)/.test(word))).toEqual(values);
  });
});
