import { ProviderApiError } from '../../provider-http/provider-api-error';
import { askForFolders, type FolderPage } from './list-routes';
import type { Requests } from './requests';

/** The ids of so many folders still fit into a message. */
const maxFolders = 5_000;

/**
 * Lists the ids of all folders for documents, at any depth. Asked without a parent, the versions that we know list all folders.
 * If no listed one is nested, it is not certain that nested ones would be listed, so each is asked for those inside it.
 *
 * Source: packages/lib/server-only/folder/find-folders.ts of github.com/documenso/documenso at v2.3.2 and v2.17.0, checked 2026-11-27.
 *
 * @throws ProviderApiError `too-large` if there are more than 5,000
 */
export async function listFolders(requests: Requests, signal: AbortSignal): Promise<readonly string[]> {
  const found = new Set<string>();
  const outer = await foldersIn(requests, null, signal);
  add(found, outer);
  if (outer.some(({ isNested }) => isNested)) return [...found];
  // The set grows while it is walked.
  for (const parent of found) add(found, await foldersIn(requests, parent, signal));
  return [...found];
}

type Folders = FolderPage['folders'];

function add(found: Set<string>, folders: Folders): void {
  for (const { id } of folders) found.add(id);
  if (found.size > maxFolders) throw new ProviderApiError('too-large');
}

async function foldersIn(requests: Requests, parent: string | null, signal: AbortSignal): Promise<Folders> {
  const all = new Map<string, Folders[number]>();
  for (let page = 1; ; page++) {
    const { folders, isLast } = await askForFolders(requests, { parent, page }, signal);
    const before = all.size;
    for (const folder of folders) all.set(folder.id, folder);
    // A page that has nothing new repeats another one.
    if (isLast || all.size === before) return [...all.values()];
    if (all.size > maxFolders) throw new ProviderApiError('too-large');
  }
}
