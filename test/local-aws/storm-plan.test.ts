import { planStorm, type EndpointShape, type StormPlan, type StormStep } from './storm/storm-plan';

const endpoints: readonly EndpointShape[] = [
  { endpoint: 'iinked-sign', provider: 'iinked-sign', webhooks: 8, completions: [7] },
  { endpoint: 'sign-plus', provider: 'sign-plus', webhooks: 6, completions: [5] },
  { endpoint: 'documenso', provider: 'documenso', webhooks: 10, completions: [7, 8] },
  { endpoint: 'kingsign', provider: 'kingsign', webhooks: 8, completions: [6, 7] },
  { endpoint: 'kingsign-sales', provider: 'kingsign', webhooks: 8, completions: [6, 7] },
];
const seeds = [1, 2, 3, 4_294_967_295];
const plan = (seed: number, webhooks = 1_000) => planStorm({ seed, webhooks, endpoints });

const stepsOf = <Kind extends StormStep['kind']>({ steps }: StormPlan, kind: Kind) =>
  steps.filter((step): step is Extract<StormStep, { kind: Kind }> => step.kind === kind);

const deliveriesOf = (stormPlan: StormPlan) =>
  stepsOf(stormPlan, 'deliver').map(({ envelope, webhook }) => `${envelope} ${webhook}`);

describe.each(seeds)('the plan of seed %i', (seed) => {
  it('is the same each time', () => {
    expect(plan(seed)).toEqual(plan(seed));
  });

  it('is not that of another seed', () => {
    expect(plan(seed)).not.toEqual(plan(seed - 1));
  });

  it.each([1, 10, 500])('has the requested number of requests: %i', (webhooks) => {
    const { steps } = plan(seed, webhooks);

    expect(steps.filter(({ kind }) => kind !== 'complete')).toHaveLength(webhooks);
  });

  it('has webhooks for every endpoint', () => {
    const { envelopes, steps } = plan(seed);
    const used = new Set(steps.map(({ envelope }) => envelopes[envelope]?.endpoint));

    expect([...used].sort()).toEqual(endpoints.map(({ endpoint }) => endpoint).sort());
  });

  it('repeats many webhooks', () => {
    const deliveries = deliveriesOf(plan(seed));

    expect(new Set(deliveries).size).toBeLessThan(deliveries.length * 0.75);
  });

  it('changes the order of many webhooks', () => {
    const { steps } = plan(seed);
    const latest = new Map<number, number>();
    const overtaken = steps.filter((step) => {
      if (step.kind !== 'deliver') return false;
      const before = latest.get(step.envelope) ?? -1;
      latest.set(step.envelope, Math.max(before, step.webhook));
      return step.webhook < before;
    });

    expect(overtaken.length).toBeGreaterThan(100);
  });

  it('reports some envelopes as completed before they are', () => {
    const { envelopes, steps } = plan(seed);
    const lastWebhook = (envelope: number) =>
      endpoints.find(({ endpoint }) => endpoint === envelopes[envelope]!.endpoint)!.webhooks - 1;
    const isOpen = ({ envelope }: StormStep) => envelopes[envelope]!.role === 'open';
    const completed = new Set<number>();
    const premature = new Set<number>();
    for (const step of steps) {
      if (step.kind === 'complete') completed.add(step.envelope);
      else if (step.kind === 'deliver' && step.webhook === lastWebhook(step.envelope) && !isOpen(step))
        if (!completed.has(step.envelope)) premature.add(step.envelope);
    }

    expect(premature.size).toBeGreaterThan(5);
  });

  it('drops the webhooks that report a completion of a third of the envelopes, of some all webhooks', () => {
    const stormPlan = plan(seed);
    const { envelopes } = stormPlan;
    const sent = (index: number) =>
      stepsOf(stormPlan, 'deliver').filter(({ envelope }) => envelope === index);
    const isCompletion = (index: number, webhook: number) =>
      endpoints
        .find(({ endpoint }) => endpoint === envelopes[index]!.endpoint)!
        .completions.includes(webhook);
    const ofRole = (role: string) => envelopes.flatMap((one, index) => (one.role === role ? [index] : []));
    const [unreported, half, open] = [ofRole('unreported'), ofRole('half-reported'), ofRole('open')];
    const all = envelopes.length - endpoints.length;

    expect(Math.abs(unreported.length + half.length - all / 3)).toBeLessThan(1);
    expect(unreported.length).toBeGreaterThan(2);
    expect(unreported.flatMap(sent)).toEqual([]);
    expect(half.flatMap(sent).length).toBeGreaterThan(20);
    for (const index of [...half, ...open])
      expect(sent(index).filter(({ webhook }) => isCompletion(index, webhook))).toEqual([]);
  });

  it('completes every envelope once, but not those that stay open', () => {
    const { envelopes, steps } = plan(seed);
    const completed = steps.filter(({ kind }) => kind === 'complete').map(({ envelope }) => envelope);

    const closed = envelopes.flatMap(({ role }, index) => (role === 'open' ? [] : [index]));
    expect([...completed].sort((one, other) => one - other)).toEqual(closed);
    expect(closed.length).toBeLessThan(envelopes.length);
  });

  it('never has a genuine webhook about a ghost', () => {
    const stormPlan = plan(seed);
    const ghosts = stormPlan.envelopes.flatMap(({ role }, index) => (role === 'ghost' ? [index] : []));

    expect(stepsOf(stormPlan, 'deliver').filter(({ envelope }) => ghosts.includes(envelope))).toEqual([]);
    expect(stepsOf(stormPlan, 'forge').filter(({ envelope }) => ghosts.includes(envelope))).not.toEqual([]);
  });

  it('uses every forgery, and only webhooks that exist', () => {
    const { envelopes, steps } = plan(seed);
    const forged = steps.flatMap((step) => (step.kind === 'forge' ? [step.forgery] : []));

    expect(new Set(forged).size).toBe(6);
    for (const step of steps) {
      if (step.kind === 'complete') continue;
      const shape = endpoints.find(({ endpoint }) => endpoint === envelopes[step.envelope]!.endpoint)!;
      expect(step.webhook).toBeLessThan(shape.webhooks);
    }
  });

  it.each([75, 1_000])(
    'has some webhooks that are too large for SQS, of providers that send again: %i',
    (webhooks) => {
      const stormPlan = plan(seed, webhooks);
      const sentAgain = stepsOf(stormPlan, 'deliver').filter(
        ({ large, envelope }) => large && !stormPlan.envelopes[envelope]!.endpoint.startsWith('kingsign'),
      );

      expect(sentAgain.length).toBeGreaterThan(4);
    },
  );

  it.each([75, 1_000])('sends some webhooks with two bodies: %i', (webhooks) => {
    const variants = new Map<string, Set<number | undefined>>();
    for (const { envelope, webhook, variant } of stepsOf(plan(seed, webhooks), 'deliver')) {
      const name = `${envelope} ${webhook}`;
      variants.set(name, (variants.get(name) ?? new Set()).add(variant));
    }

    expect([...variants.values()].filter(({ size }) => size > 1).length).toBeGreaterThan(1);
  });
});
