import { Command } from 'commander';
import { name, version } from '../../package.json';
import { standardOutput } from '../terminal/output';
import { addAddresses } from './add-addresses';
import { addArchive } from './add-archive';
import { addDeadLetters } from './add-dead-letters';
import { addDoctor } from './add-doctor';
import { addFind } from './add-find';
import { addGet } from './add-get';
import { addListen } from './add-listen';
import { addReconcile } from './add-reconcile';
import { addRedrive } from './add-redrive';
import { addRegister } from './add-register';
import { addRender } from './add-render';
import { addReplay } from './add-replay';
import { addRevoke } from './add-revoke';
import { addRotate } from './add-rotate';
import { addSetSecret } from './add-set-secret';
import { addTrigger } from './add-trigger';
import { addUnregister } from './add-unregister';

/** The commands, in the order of the help. */
const commands: readonly ((program: Command) => void)[] = [
  addAddresses,
  addSetSecret,
  addRegister,
  addUnregister,
  addDoctor,
  addDeadLetters,
  addRedrive,
  addArchive,
  addReconcile,
  addListen,
  addGet,
  addFind,
  addReplay,
  addRevoke,
  addRotate,
  addTrigger,
  addRender,
];

/** Creates the program with all its commands. Each sets the exit code of the process. */
export function createProgram(): Command {
  const program = new Command(name)
    .description('Commands to operate a deployed EsignWebhooks')
    .version(version)
    .configureOutput({
      writeOut: (text) => standardOutput.print(linesOf(text)),
      writeErr: (text) => linesOf(text).forEach(standardOutput.warn),
    })
    .exitOverride();
  for (const addCommand of commands) addCommand(program);
  return program;
}

/** The help and the messages of the parser end with a newline. */
const linesOf = (text: string) => text.replace(/\n$/, '').split('\n');
