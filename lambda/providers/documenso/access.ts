/** Whether a Documenso instance accepts the API token: a list of one document, by the newest route that the instance has. */
import type { AskAccessFactory } from '../provider';
import { isRouteMissing } from './is-route-missing';
import { askForOne, listRoutes } from './list-routes';
import { makeRequests, optionsSchema } from './requests';

/** Asks for one document. */
export const askDocumensoAccess: AskAccessFactory = (options, deps) => {
  const requests = makeRequests(optionsSchema.parse(options), deps);
  return async (signal) => {
    let missing: unknown;
    for (const route of listRoutes) {
      try {
        return await askForOne(requests, route, signal);
      } catch (error) {
        if (!isRouteMissing(error)) throw error;
        missing = error;
      }
    }
    throw missing;
  };
};
