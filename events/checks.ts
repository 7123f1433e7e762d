import { SigningEventUnreadable } from './signing-event-unreadable';

/** Checks a value. Throws `SigningEventUnreadable` with the path of the field that is not as it must be. */
export type Check = (value: unknown, field: string) => void;

type Checks = Readonly<Record<string, Check>>;

/** A text. With a pattern, one of this form. */
export function text(pattern?: RegExp): Check {
  return (value, field) => {
    assertField(typeof value === 'string', field, 'is not a text');
    assertField(!pattern || pattern.test(value), field, 'has another form than the contract says');
  };
}

/** One value only. */
export function exactly(wanted: string | number | boolean): Check {
  return (value, field) => {
    assertField(value === wanted, field, `is not ${JSON.stringify(wanted)}`);
  };
}

/** True or false. */
export const flag: Check = (value, field) => {
  assertField(typeof value === 'boolean', field, 'is neither true nor false');
};

/** A whole number, and at least the given one. */
export function wholeNumber(min: number = Number.MIN_SAFE_INTEGER): Check {
  return (value, field) => {
    assertField(
      Number.isSafeInteger(value) && Number(value) >= min,
      field,
      'is not a whole number of this kind',
    );
  };
}

/** A list of such items. */
export function list(item: Check): Check {
  return (value, field) => {
    assertField(Array.isArray(value), field, 'is not a list');
    value.forEach((one, index) => {
      item(one, `${field}[${index}]`);
    });
  };
}

/** An object with any fields. */
export const anyObject: Check = (value, field) => {
  assertField(isObject(value), field, 'is not an object');
};

/** An object that has the needed fields, and may have the optional ones and any others. */
export function object(needed: Checks, optional: Checks = {}): Check {
  return (value, field) => {
    assertField(isObject(value), field, 'is not an object');
    const path = (name: string) => (field ? `${field}.${name}` : name);
    for (const [name, check] of Object.entries(needed)) {
      assertField(value[name] !== undefined, path(name), 'is missing');
      check(value[name], path(name));
    }
    for (const [name, check] of Object.entries(optional)) {
      if (value[name] !== undefined) check(value[name], path(name));
    }
  };
}

/** Whether a value is an object and no list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function assertField(holds: boolean, field: string, problem: string): asserts holds {
  if (!holds) throw new SigningEventUnreadable(field, problem);
}
