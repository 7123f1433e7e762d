import fc from 'fast-check';

/**
 * Mutation testing runs the properties with the same values each time: a mutant lives or dies, whoever asks. That one
 * value fails is enough: nobody reads the smallest one.
 */
fc.configureGlobal({ seed: 20_261_121, endOnFailure: true });
