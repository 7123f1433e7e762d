// An anchor: a function that does nothing. What it costs is Node's.

/** Answers a webhook. */
export const handler = () => Promise.resolve({ statusCode: 200 });
