/** What stands in a struck-out secret's place. */
const mark = Buffer.from('[struck out]');

/** Bytes without the secrets that stood in them. */
export interface StruckOut {
  readonly bytes: Uint8Array;
  /** How many were replaced. */
  readonly count: number;
}

/**
 * Replaces secrets of ours in what a stranger sent, each as it is and in the forms in which it may travel: in a URL, in
 * JSON text, as hex or base64.
 */
export function strikeOut(bytes: Uint8Array, secrets: readonly string[]): StruckOut {
  // The longest first: a form may contain another one.
  const forms = secrets.flatMap(travellingForms).sort((one, other) => other.length - one.length);
  return forms.reduce<StruckOut>(replaceAll, { bytes, count: 0 });
}

/** A secret as it may stand in a request: UTF-8, each form once. */
function travellingForms(secret: string): readonly Buffer[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  const forms = [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    hex,
    hex.toUpperCase(),
    ...base64Forms(bytes),
  ];
  return [...new Set(forms)].filter((form) => form !== '').map((form) => Buffer.from(form));
}

/** Base64 of what stands inside of something else depends on its position: three ways, without the ends. */
function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((shift) => {
    const inside = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4, -4);
    return [inside, inside.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function replaceAll({ bytes, count }: StruckOut, form: Buffer): StruckOut {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let from = 0;
  for (let at = source.indexOf(form); at !== -1; at = source.indexOf(form, from)) {
    parts.push(source.subarray(from, at), mark);
    from = at + form.length;
  }
  // Nothing found: megabytes are not copied, for one form after the other.
  if (parts.length === 0) return { bytes, count };
  return { bytes: Buffer.concat([...parts, source.subarray(from)]), count: count + parts.length / 2 };
}
