import fc from 'fast-check';

/** Mutation testing runs the properties with the same values each time: a mutant lives or dies, whoever asks. */
fc.configureGlobal({ seed: 20_261_121 });
