/** The same object without the properties that are `undefined`: an absent field stays absent in JSON and in comparisons. */
export function defined<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}
