// Runs a command that must not outlive its starter: `node tether.mjs <command> [arguments]`, as the leader of a process
// group. When the starter ends, standard input closes and the whole group is killed.
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
// The starter handles Ctrl-C in a terminal.
process.on('SIGINT', () => undefined);
