import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A registry on loopback that takes packages as npm's does. */
export interface FakeNpmRegistry {
  /** Its host and port. */
  readonly host: string;
  /** What was published: `name@version`, in order. */
  readonly published: readonly string[];
  readonly close: () => void;
}

interface Publication {
  readonly name: string;
  readonly versions: Readonly<Record<string, object>>;
}

/** Starts a registry that refuses a version which it has, in npm's words. */
export async function startFakeNpmRegistry(): Promise<FakeNpmRegistry> {
  const published: string[] = [];
  const server = createServer((request, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (request.method !== 'PUT') {
      answer(404, { error: 'not found' });
      return;
    }
    void json(request).then((body) => {
      const { name, versions } = body as Publication;
      const release = `${name}@${Object.keys(versions).join()}`;
      if (published.includes(release))
        answer(403, { error: `You cannot publish over the previously published versions: ${release}.` });
      else {
        published.push(release);
        answer(201, { ok: true });
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    published,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
