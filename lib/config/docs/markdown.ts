/** Text that Markdown shows as it is, in a table's cell too. */
export const plain = (text: string): string =>
  text
    .replace(/[\\|*<`]/g, (char) => (char === '<' ? '&lt;' : `\\${char}`))
    .replace(/(?<!\w)_|_(?!\w)/g, '\\_')
    .replace(/\s*\n\s*/g, ' ');

/** Text in the font of code; a bar would end the cell of a table even there. */
export const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A table, its cells written in Markdown already. */
export const table = (head: readonly string[], rows: ReadonlyArray<readonly string[]>): string =>
  [row(head), `|${head.map(() => '---|').join('')}`, ...rows.map(row)].join('\n');

/** Blocks with a blank line between them, as a whole file. */
export const page = (...blocks: ReadonlyArray<string | readonly string[]>): string => `${blocks.flat().join('\n\n')}\n`;

export const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;
