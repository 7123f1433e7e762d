/** Makes a PDF that costs much more to read than it has bytes. A larger scale makes it worse. */
export type Bomb = (scale: number) => Buffer;
