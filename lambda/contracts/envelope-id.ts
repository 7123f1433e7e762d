import * as z from 'zod';

/** Provider ids that may become part of an S3 key or of a URL path; any other is a named problem, never a key. */
export const envelopeIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/);
