// Loaded into a Lambda function by NODE_OPTIONS=--require: kills the process, as nothing can be killed more suddenly, in
// the moment when the answer to one chosen call has arrived but nobody has seen it. Once: a file keeps that in mind.
const { openSync, closeSync } = require('node:fs');

const { KILL_AT_METHOD, KILL_AT_PATH, KILL_AT_TARGET, KILL_AT_ONCE } = process.env;

const isChosen = (options) =>
  (options.method ?? 'GET') === KILL_AT_METHOD &&
  (options.path ?? '').startsWith(KILL_AT_PATH) &&
  String(options.headers?.['x-amz-target'] ?? '').endsWith(KILL_AT_TARGET);

for (const protocol of [require('node:http'), require('node:https')]) {
  const request = protocol.request;
  protocol.request = function (options, ...rest) {
    const call = request.call(protocol, options, ...rest);
    if (isChosen(options)) call.prependListener('response', killOnce);
    return call;
  };
}

function killOnce() {
  try {
    closeSync(openSync(KILL_AT_ONCE, 'wx'));
  } catch {
    return;
  }
  process.kill(process.pid, 'SIGKILL');
}
