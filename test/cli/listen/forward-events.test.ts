import { readBusEvent, type BusEvent } from '../../../cli/listen/bus-event';
import { forwarder } from '../../../cli/listen/forward-events';

const event = (id: string, title = ''): BusEvent =>
  readBusEvent(
    JSON.stringify({
      id,
      source: 'esign.documenso',
      'detail-type': `type.${id}`,
      time: '2026-11-28T10:00:00Z',
      detail: { envelope: { id: 'a', title } },
    }),
  )!;

/** A local program whose answers come when the test lets them. */
function program() {
  const posted: string[] = [];
  const answers: ((answer: number | Error) => void)[] = [];
  const post = (json: string) => {
    posted.push((JSON.parse(json) as { id: string }).id);
    return new Promise<number>((done, fail) =>
      answers.push((answer) => (typeof answer === 'number' ? done(answer) : fail(answer))),
    );
  };
  const answer = async (value: number | Error) => {
    answers.shift()?.(value);
    await new Promise(setImmediate);
  };
  const lines: string[] = [];
  return { posted, answer, lines, forwarder: forwarder(post, { warn: (line) => void lines.push(line) }) };
}

it('posts one event after another, in their order, and shows each answer', async () => {
  const { posted, answer, lines, forwarder: local } = program();
  for (const id of ['1', '2', '3']) local.forward(event(id));

  expect(posted).toEqual(['1']);
  await answer(200);
  expect(posted).toEqual(['1', '2']);
  await answer(500);
  await answer(302);

  expect(lines).toEqual(['  forwarded type.1: 200', '  forwarded type.2: 500', '  forwarded type.3: 302']);
});

it('a failure stops nothing, and shows its code only', async () => {
  const { posted, answer, lines, forwarder: local } = program();
  local.forward(event('1', 'a secret title'));
  await answer(Object.assign(new Error('a secret title'), { code: 'ECONNREFUSED' }));
  local.forward(event('2'));
  await answer(Object.assign(new Error(), { code: 'not a plain word' }));
  local.forward(event('3'));
  await answer(Object.assign(new Error(), { code: 'NOT_LOOPBACK' }));

  expect(posted).toEqual(['1', '2', '3']);
  expect(lines).toEqual([
    '  forwarded type.1: failed (ECONNREFUSED)',
    '  forwarded type.2: failed',
    '  forwarded type.3: failed: localhost is not only this machine here, so nothing was sent',
  ]);
});

it('an end waits for no answer, and counts what was not forwarded', async () => {
  const { answer, lines, forwarder: local } = program();
  for (const id of ['1', '2', '3']) local.forward(event(id));
  local.end();
  await answer(200);

  expect(lines).toEqual(['2 events were not forwarded.']);
});

it('a program that never answers takes no memory without end', () => {
  const { lines, forwarder: local } = program();
  for (let id = 0; id < 502; id++) local.forward(event(String(id)));

  expect(lines).toEqual(['  not forwarded type.501: 500 events wait for the local program already']);
});
