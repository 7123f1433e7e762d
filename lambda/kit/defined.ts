/** Drops the properties that are `undefined`, so that an absent field is also absent in comparisons and in `in` checks. */
export function defined<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}
