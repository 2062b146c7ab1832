/** Text that Markdown shows as it is, in a table's cell too. */
export const plain = (text: string): string =>
  text
    .replace(/[\\|*<`]/g, (char) => (char === '<' ? '&lt;' : `\\${char}`))
    .replace(/(?<!\w)_|_(?!\w)/g, '\\_')
    .replace(/\s*\n\s*/g, ' ');

/** Text in the font of code; a bar would end the cell of a table even there. */
export const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

const lengthOf = (text: string): number => [...text].length;

/** A table, its cells written in Markdown already; aligned as the formatter would do it, which looks at this file, too. */
export const table = (head: readonly string[], rows: ReadonlyArray<readonly string[]>): string => {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((cells) => lengthOf(cells[column] ?? ''))));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - lengthOf(cell))).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
};

/** Blocks with a blank line between them, as a whole file. */
export const page = (...blocks: ReadonlyArray<string | readonly string[]>): string => `${blocks.flat().join('\n\n')}\n`;

export const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;
