import * as z from 'zod';
import { jsonString } from '../../../lambda/kit/json';
import { parseEnv } from '../../../lambda/kit/parse-env';

const schema = z.object({ QUEUE: z.url(), OPTIONS: jsonString(z.object({ size: z.number() })) });

describe('parseEnv', () => {
  it('returns the parsed values of the variables in the schema only', () => {
    const env = parseEnv(schema, { QUEUE: 'https://sqs.example/q', OPTIONS: '{"size":3}', PATH: '/bin' });

    expect(env).toEqual({ QUEUE: 'https://sqs.example/q', OPTIONS: { size: 3 } });
  });

  it('names each missing or invalid variable, but never its value', () => {
    const parse = () => parseEnv(schema, { OPTIONS: '{"size": hunter2}' });

    expect(parse).toThrow(/: QUEUE: invalid_type; OPTIONS: custom$/);
    expect(parse).not.toThrow(/hunter2/);
  });

  it('names the invalid field inside a structured variable', () => {
    const parse = () => parseEnv(schema, { QUEUE: 'https://sqs.example/q', OPTIONS: '{"size":"big"}' });

    expect(parse).toThrow(/OPTIONS\.size: invalid_type/);
  });
});
