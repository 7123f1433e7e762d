import * as z from 'zod';

/**
 * Who found a completed envelope that no webhook reported: a scheduled pass over the provider's list (`reconciliation`), or an
 * operator who brought in the past (`import`).
 */
export const foundBySchema = z.enum(['reconciliation', 'import']);

export type FoundBy = z.infer<typeof foundBySchema>;
