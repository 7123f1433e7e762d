/** The entry of the verifier's asset. Lambda waits for it before the first request, and gives it a full core until then. */
import { handler, ready } from './handler.js';

await ready;

export { handler };
