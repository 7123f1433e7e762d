import * as z from 'zod';
import { jsonString } from '../../../lambda/kit/json';
import { parseEnv } from '../../../lambda/kit/parse-env';

const schema = z.object({ QUEUE: z.url(), OPTIONS: jsonString(z.object({ size: z.number() })) });

describe('parseEnv', () => {
  it('gives the values as the schema reads them, and none that it does not know', () => {
    const env = parseEnv(schema, { QUEUE: 'https://sqs.example/q', OPTIONS: '{"size":3}', PATH: '/bin' });

    expect(env).toEqual({ QUEUE: 'https://sqs.example/q', OPTIONS: { size: 3 } });
  });

  it('fails naming each variable that is missing or wrong, and never its value', () => {
    const parse = () => parseEnv(schema, { OPTIONS: '{"size": hunter2}' });

    expect(parse).toThrow(/: QUEUE: invalid_type; OPTIONS: custom$/);
    expect(parse).not.toThrow(/hunter2/);
  });

  it('fails naming the field inside a structured variable', () => {
    const parse = () => parseEnv(schema, { QUEUE: 'https://sqs.example/q', OPTIONS: '{"size":"big"}' });

    expect(parse).toThrow(/OPTIONS\.size: invalid_type/);
  });
});
