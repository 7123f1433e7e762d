import * as z from 'zod';

/** The settings that the endpoints of all providers have. */
export const endpointOptions = {
  endpoint: z.string().optional(),
  archive: z.boolean().optional(),
  downloadHosts: z.array(z.string()).optional(),
};

/** The address of an API: a name from the list, or an address. */
export function apiUrlOrName(addresses: Readonly<Record<string, string>>) {
  const apis = new Map(Object.entries(addresses));
  const names = [...apis.keys()].join(', ');
  return z
    .string(`give one of ${names}, or an address`)
    .refine((api) => apis.has(api) || api.includes(':'), {
      error: ({ input }) => `apiUrl is "${String(input)}": give one of ${names}, or an https address`,
    })
    .transform((api) => apis.get(api) ?? api);
}
