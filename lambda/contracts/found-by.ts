import * as z from 'zod';

/**
 * Who found a completed envelope that no webhook reported: a scheduled pass over the provider's list (`reconciliation`), or an
 * operator who brought in the past (`import`).
 */
export const foundBySchema = z.enum(['reconciliation', 'import']).meta({
  title: 'FoundBy',
  description:
    "Who found a completed envelope: a pass over the provider's list (`reconciliation`), or an operator's `import` of the past. Absent if a webhook reported the completion.",
});

export type FoundBy = z.infer<typeof foundBySchema>;
