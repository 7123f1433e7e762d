import fc from 'fast-check';

/** A time as JavaScript writes it, in UTC with milliseconds. */
export const isoTime = fc
  .date({ min: new Date(0), max: new Date('2999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** A value, or null. */
export const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
