/** The options of curl, by their long names: `true` for an option without a value, a list for a repeated one. */
export type CurlOptions = Readonly<Record<string, string | true | readonly string[]>>;

/** Returns the text of a file for `curl --config`. A secret in it is in no command line, and in no history of a shell. */
export function curlConfig(options: CurlOptions): string {
  const lines = Object.entries(options).flatMap(([name, value]) =>
    value === true ? [name] : [value].flat().map((one) => `${name} = "${escaped(one)}"`),
  );
  return `${lines.join('\n')}\n`;
}

const escaped = (value: string) => value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n');
