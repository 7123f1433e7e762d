#!/usr/bin/env node
'use strict';
// The command of the package. It is committed, not built: npx links a command once. If the file is not there at that moment,
// npx does not find the command after the build either.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const commandLine = join(__dirname, '..', 'dist', 'cli', 'index.js');

if (existsSync(commandLine)) require(commandLine);
else {
  process.stderr.write(
    'This clone is not built yet. Run `npm ci`, then `npm run build`, then the command again.\n',
  );
  process.exitCode = 1;
}
