import { everySubject } from './subjects';

describe.each(everySubject)('the additional tests of %s', (_, { additionalTests }) => {
  additionalTests?.();
});
