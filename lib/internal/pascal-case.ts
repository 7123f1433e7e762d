/** `iinked-sign` → `IinkedSign`: an endpoint's name as part of a construct id or of an output's name. */
export function pascalCase(name: string): string {
  return name.replace(/(?:^|-+)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
