/** Encrypts or decrypts with RC4. Node's OpenSSL does not have it any more, but old PDFs do. */
export function rc4(key: Uint8Array, input: Uint8Array): Buffer {
  const state = keyedState(key);
  const output = Buffer.allocUnsafe(input.length);
  let first = 0;
  let second = 0;
  for (let index = 0; index < input.length; index++) {
    first = (first + 1) & 0xff;
    second = (second + at(state, first)) & 0xff;
    swap(state, first, second);
    output[index] = at(input, index) ^ at(state, (at(state, first) + at(state, second)) & 0xff);
  }
  return output;
}

function keyedState(key: Uint8Array): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index);
  let other = 0;
  for (let index = 0; index < state.length; index++) {
    other = (other + at(state, index) + at(key, index % key.length)) & 0xff;
    swap(state, index, other);
  }
  return state;
}

function swap(state: Uint8Array, one: number, other: number): void {
  const value = at(state, one);
  state[one] = at(state, other);
  state[other] = value;
}

function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
