// Loaded into a Lambda function by NODE_OPTIONS=--require. It kills the process when an answer has the fault layer's
// header, before the function's own code sees the answer.
const deathHeader = 'x-fault-layer-die';

for (const protocol of [require('node:http'), require('node:https')]) {
  const request = protocol.request;
  protocol.request = function (...input) {
    const call = request.apply(protocol, input);
    call.prependListener('response', ({ headers }) => {
      if (headers[deathHeader] !== undefined) process.kill(process.pid, 'SIGKILL');
    });
    return call;
  };
}

const fetch = globalThis.fetch;
globalThis.fetch = async (...input) => {
  const answer = await fetch(...input);
  if (answer.headers.has(deathHeader)) process.kill(process.pid, 'SIGKILL');
  return answer;
};
