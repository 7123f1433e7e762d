import * as z from 'zod';
import { eitherHost, hostsNamed, type HostRule } from '../../provider-http/host-rule';
import { isSafeUrl } from '../../provider-http/provider-request';

/** The options of a provider's API, as the construct sets them. */
export const apiOptionsSchema = z.object({
  /** The address of the API. */
  apiUrl: z.url().refine((text) => isSafeUrl(new URL(text))),
  /** Hosts that a download may lead to, besides the API's own: `host`, `host:port` or `*.domain`. */
  downloadHosts: z.array(z.string().min(1)).optional(),
});

/** The parsed options of a provider's API. */
export type ApiOptions = z.infer<typeof apiOptionsSchema>;

/** The hosts that a download may lead to: the API's own and those of the options, or `otherwise` if the options name none. */
export function downloadRule({ apiUrl, downloadHosts }: ApiOptions, otherwise = hostsNamed([])): HostRule {
  const own = hostsNamed([new URL(apiUrl).host]);
  return eitherHost(own, downloadHosts ? hostsNamed(downloadHosts) : otherwise);
}
