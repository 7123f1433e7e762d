/** The replacement of a secret. */
const replacement = Buffer.from('[struck out]');

/** Bytes whose secrets were replaced. */
export interface StruckOut {
  readonly bytes: Uint8Array;
  /** The number of replacements. */
  readonly count: number;
}

/**
 * Replaces our secrets in untrusted bytes. It finds each secret as it is and encoded: for a URL, as JSON text, as hex and as
 * base64.
 */
export function strikeOut(bytes: Uint8Array, secrets: readonly string[]): StruckOut {
  // The longest form comes first, because a form can contain another one.
  const forms = secrets.flatMap(encodedForms).sort((one, other) => other.length - one.length);
  return forms.reduce<StruckOut>(replaceAll, { bytes, count: 0 });
}

/** The encodings of a secret in UTF-8, each once. */
function encodedForms(secret: string): readonly Buffer[] {
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

/** The base64 of a secret inside a longer text depends on its position: there are three forms, without their ends. */
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
    parts.push(source.subarray(from, at), replacement);
    from = at + form.length;
  }
  // Without a match, the bytes are not copied: a body can have megabytes, and there are many forms.
  if (parts.length === 0) return { bytes, count };
  return { bytes: Buffer.concat([...parts, source.subarray(from)]), count: count + parts.length / 2 };
}
