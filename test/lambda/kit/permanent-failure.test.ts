import { PermanentFailure } from '../../../lambda/kit/permanent-failure';

test('has its reason as its message, and a name that the log can show', () => {
  const cause = new Error('below');
  const failure = new PermanentFailure('manifest-unreadable', { cause });

  expect(failure).toMatchObject({ name: 'PermanentFailure', message: 'manifest-unreadable' });
  expect(failure).toMatchObject({ reason: 'manifest-unreadable', cause });
});
