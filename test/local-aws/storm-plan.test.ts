import { planStorm, type EndpointShape, type StormPlan, type StormStep } from './storm/storm-plan';

const endpoints: readonly EndpointShape[] = [
  { endpoint: 'iinked-sign', provider: 'iinked-sign', webhooks: 8 },
  { endpoint: 'sign-plus', provider: 'sign-plus', webhooks: 6 },
  { endpoint: 'documenso', provider: 'documenso', webhooks: 10 },
  { endpoint: 'kingsign', provider: 'kingsign', webhooks: 8 },
  { endpoint: 'kingsign-sales', provider: 'kingsign', webhooks: 8 },
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
    const completed = new Set<number>();
    const premature = new Set<number>();
    for (const step of steps) {
      if (step.kind === 'complete') completed.add(step.envelope);
      else if (step.kind === 'deliver' && step.webhook === lastWebhook(step.envelope))
        if (!completed.has(step.envelope)) premature.add(step.envelope);
    }

    expect(premature.size).toBeGreaterThan(5);
  });

  it('completes every envelope once', () => {
    const { envelopes, steps } = plan(seed);
    const completed = steps.filter(({ kind }) => kind === 'complete').map(({ envelope }) => envelope);

    expect([...completed].sort((one, other) => one - other)).toEqual(envelopes.map((_, index) => index));
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
