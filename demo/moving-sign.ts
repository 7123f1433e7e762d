const signs = ['|', '/', '-', '\\'];
const everyMs = 120;

/** To the begin of the line, and clear it. */
const clearLine = '\r\u001b[2K';

/**
 * Draws a line again and again, with a sign that moves, until the returned function is called: that clears the line. The line
 * must fit into one line of the terminal.
 */
export function movingSign(write: (text: string) => void, line: (sign: string) => string): () => void {
  let drawn = 0;
  const draw = () => write(`${clearLine}${line(signs[drawn++ % signs.length] ?? '')}`);
  draw();
  const timer = setInterval(draw, everyMs);
  return () => {
    clearInterval(timer);
    write(clearLine);
  };
}
