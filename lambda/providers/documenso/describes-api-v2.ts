import * as z from 'zod';
import { responseJson } from '../../provider-http/response-chunks';
import { isRouteMissing } from './is-route-missing';
import type { Requests } from './requests';

const descriptionSchema = z.object({ paths: z.record(z.string(), z.unknown()) });

/** All routes of v2.17 with their schemas have about a megabyte. */
const maxDescriptionBytes = 20 * 1024 * 1024;

/** The routes that we ask. Each version of API v2 has the first one. */
const ownRoutes = ['/envelope/{envelopeId}', '/envelope/get-many', '/document/{documentId}'];

/**
 * Whether the instance's own description names a route of API v2 that we ask. Versions before v2.0.0 have no description at
 * this address.
 *
 * Source: `/api/v2/openapi.json` in apps/remix/server/router.ts of github.com/documenso/documenso at v1.13.2, v2.0.0 and v2.17.0,
 * checked 2026-11-27.
 *
 * @throws ProviderApiError when the description cannot be read
 */
export async function describesApiV2({ ask }: Requests, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await ask({ path: 'openapi.json' }, signal);
    const { data } = descriptionSchema.safeParse(await responseJson(response, signal, maxDescriptionBytes));
    const paths = Object.keys(data?.paths ?? {});
    return ownRoutes.some((route) => paths.some((path) => path.endsWith(route)));
  } catch (error) {
    if (isRouteMissing(error)) return false;
    throw error;
  }
}
