import { anySecretForm, hasSecretForm, plainSecretForm } from '../../../lambda/kit/secret-form';

describe('a value', () => {
  it.each([
    [15, false],
    [16, true],
    [512, true],
    [513, false],
  ])('of %i characters that travels in plain text: has the form: %s', (length, has) => {
    expect(hasSecretForm('s'.repeat(length), plainSecretForm)).toBe(has);
  });

  it.each([
    [0, false],
    [1, true],
    [65_536, true],
    [65_537, false],
  ])('of %i characters that the provider chooses: has the form: %s', (length, has) => {
    expect(hasSecretForm('s'.repeat(length), anySecretForm)).toBe(has);
  });

  it.each(['\n', ' ', '\t', '\uFEFF'])('with %j at one of its ends does not have the form', (space) => {
    const value = 's'.repeat(20);

    expect(hasSecretForm(value + space, plainSecretForm)).toBe(false);
    expect(hasSecretForm(space + value, plainSecretForm)).toBe(false);
  });
});
