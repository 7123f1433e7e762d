import * as z from 'zod';
import { ProviderApiError } from '../../provider-http/provider-api-error';
import { responseJson } from '../../provider-http/response-chunks';
import type { Requests } from './requests';

const descriptionSchema = z.object({ paths: z.record(z.string(), z.unknown()) });

/** All routes of v2.17 with their schemas have about a megabyte. */
const maxDescriptionBytes = 20 * 1024 * 1024;

/**
 * Whether the instance's own description of its API v2 names a route. Versions without that API have no description.
 *
 * Source: `/api/v2/openapi.json` in apps/remix/server/router.ts of github.com/documenso/documenso, checked 2026-11-21.
 *
 * @param path below `/api/v2`, with its slash
 * @throws ProviderApiError when the description cannot be read
 */
export async function describesRoute({ ask }: Requests, path: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await ask({ path: 'openapi.json' }, signal);
    const { data } = descriptionSchema.safeParse(await responseJson(response, signal, maxDescriptionBytes));
    return data !== undefined && Object.keys(data.paths).some((name) => name.endsWith(path));
  } catch (error) {
    if (error instanceof ProviderApiError && isDescriptionMissing(error)) return false;
    throw error;
  }
}

/** An instance without the route may answer with an HTML page instead of a 404. */
function isDescriptionMissing({ reason, details: { status } }: ProviderApiError): boolean {
  return status === 404 || status === 405 || reason === 'not-json';
}
