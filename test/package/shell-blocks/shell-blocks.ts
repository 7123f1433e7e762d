import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../packed';

/** A block of a page, to paste into a shell. */
export interface ShellBlock {
  /** The page and the line, such as `README.md:46`. */
  readonly place: string;
  readonly text: string;
}

const pages = ['*.md', 'docs/**/*.md', 'test/**/*.md', 'examples/**/*.md', '.github/**/*.md'];

/** Finds every shell block of the pages. */
export function shellBlocks(): readonly ShellBlock[] {
  return globSync(pages, { cwd: root })
    .sort()
    .flatMap((page) => blocksOf(page, readFileSync(join(root, page), 'utf8')));
}

/** A block in a list is indented, as the list is. */
const fence = /^( *)```(?:sh|bash|shell|zsh|console)\n([\s\S]*?)^\1```$/gm;

/** Finds the shell blocks of one page. */
export function blocksOf(page: string, markdown: string): readonly ShellBlock[] {
  return [...markdown.matchAll(fence)].map(({ index, 1: indent = '', 2: text = '' }) => ({
    place: `${page}:${markdown.slice(0, index).split('\n').length}`,
    text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}
