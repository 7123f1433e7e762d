// Runs a command that must not outlive its starter: `node tether.mjs <command> [arguments]`, started as the leader of a
// process group. When the starter goes, however it goes, standard input ends here and the whole group is killed.
import { spawn } from 'node:child_process';

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

child.on('error', (error) => {
  console.error(`${command} could not be started: ${error.message}`);
  process.exit(127);
});
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 143 : 1)));

process.stdin.on('end', () => process.kill(-process.pid, 'SIGKILL'));
process.stdin.resume();
process.on('SIGTERM', () => child.kill('SIGTERM'));
// Ctrl-C in a terminal is the starter's to handle.
process.on('SIGINT', () => undefined);
