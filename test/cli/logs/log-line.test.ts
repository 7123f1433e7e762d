import { readLogLine } from '../../../cli/logs/log-line';

it('is read with its fields', () => {
  const text = '{"message":"message failed","messageId":"M","tries":20,"error":"AccessDeniedException"}';

  expect(readLogLine(text, 0)).toMatchObject({ messageId: 'M', tries: 20 });
});

it('is ignored if it is not JSON, or not ours', () => {
  expect(readLogLine('START RequestId: 1', 0)).toBeUndefined();
  expect(readLogLine('{"_aws":{}}', 0)).toBeUndefined();
});
