import { defaultProvider } from '../../../lambda/aws/default-credentials';

const realEnv = process.env;
afterEach(() => {
  process.env = realEnv;
});

describe('defaultProvider', () => {
  it("returns the credentials of the function's environment", async () => {
    process.env = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key', AWS_SESSION_TOKEN: 'token' };

    expect(await defaultProvider()()).toEqual({
      accessKeyId: 'id',
      secretAccessKey: 'key',
      sessionToken: 'token',
    });
  });

  it('omits a missing session token', async () => {
    process.env = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key' };

    expect(await defaultProvider()()).toEqual({ accessKeyId: 'id', secretAccessKey: 'key' });
  });

  it.each([{}, { AWS_ACCESS_KEY_ID: 'id' }, { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: '' }])(
    'rejects an environment without credentials: %j',
    async (env) => {
      process.env = env;

      await expect(defaultProvider()()).rejects.toThrow('no AWS credentials');
    },
  );
});
