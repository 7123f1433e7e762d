import { isBelow, ownWebhooks } from '../../../lambda/providers/own-webhooks';

const address = 'https://hooks.example.com/webhooks/sign-plus';
const target = `${address}/current-token`;
const events = ['A', 'B'];
const wanted = { addresses: [address], target, events };
const webhook = (id: string, event: string, to = target) => ({ id, event, target: to });

describe('the address of an endpoint', () => {
  it.each([
    [target, true],
    [`${address}/an-old-token`, true],
    [`${address}/token?query=1`, true],
    ['https://HOOKS.example.com:443/webhooks/sign-plus/token', true],
    ['https://hooks.example.com/webhooks/x/../sign-plus/token', true],
    [address, true],
    [`${address}/`, true],
    [`${address}-2/token`, false],
    [`${address}/token/more`, false],
    ['http://hooks.example.com/webhooks/sign-plus/token', false],
    ['https://hooks.example.com:8443/webhooks/sign-plus/token', false],
    ['https://hooks.example.com.evil.example/webhooks/sign-plus/token', false],
    ['https://hooks.example.com@evil.example/webhooks/sign-plus/token', false],
    ['https://hooks.example.com/other/webhooks/sign-plus/token', false],
    ['https://hooks.example.com//webhooks/sign-plus/token', false],
    ['https://hooks.example.com/webhooks/SIGN-PLUS/token', false],
    ['not an address', false],
    ['', false],
  ])('%s: %s', (other, isOwn) => {
    expect(isBelow(address, other)).toBe(isOwn);
  });

  it('may end with a slash', () => {
    expect(isBelow(`${address}/`, target)).toBe(true);
  });
});

describe('the webhooks of an endpoint', () => {
  it('are all missing in an empty list', () => {
    expect(ownWebhooks([], wanted)).toEqual({
      right: [],
      surplus: [],
      old: [],
      missing: [
        { event: 'A', target },
        { event: 'B', target },
      ],
      others: 0,
    });
  });

  it('are right, surplus, old, missing, or of others', () => {
    const right = webhook('2', 'A');
    const surplus = webhook('3', 'A');
    const old = webhook('1', 'A', `${address}/old-token`);
    const other = webhook('0', 'A', 'https://hooks.example.com/webhooks/sign-plus-2/token');

    expect(ownWebhooks([surplus, other, right, old], wanted)).toEqual({
      right: [right],
      surplus: [surplus],
      old: [old],
      missing: [{ event: 'B', target }],
      others: 1,
    });
  });

  it('are old if they are switched off', () => {
    const off = { ...webhook('1', 'A'), enabled: false };

    expect(ownWebhooks([off], wanted)).toMatchObject({ right: [], old: [off] });
  });

  it('include the further events that somebody has registered, with an old token too', () => {
    const further = webhook('1', 'C', `${address}/old-token`);

    const { old, missing } = ownWebhooks([further], wanted);

    expect(old).toEqual([further]);
    expect(missing.map(({ event }) => event)).toEqual(['A', 'B', 'C']);
  });

  it('are the same ones in whatever order the list is', () => {
    const listed = [webhook('3', 'A'), webhook('1', 'A'), webhook('2', 'A')];

    const [one, other] = [ownWebhooks(listed, wanted), ownWebhooks([...listed].reverse(), wanted)];

    expect(one).toEqual(other);
    expect(one.right.map(({ id }) => id)).toEqual(['1']);
  });

  it('have another address if the provider still uses it', () => {
    const former = 'https://abc.execute-api.eu-west-1.amazonaws.com/webhooks/sign-plus';
    const old = webhook('1', 'A', `${former}/current-token`);

    expect(ownWebhooks([old], wanted)).toMatchObject({ old: [], others: 1 });
    expect(ownWebhooks([old], { ...wanted, addresses: [address, former] })).toMatchObject({ old: [old] });
  });
});
