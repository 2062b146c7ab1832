/** Text as it may stand in XML. */
const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

type Attributes = Readonly<Record<string, string | number>>;

/** An element; `content` is markup. */
export const element = (name: string, attributes: Attributes, content = ''): string => {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`);
  return `<${name}${written.join('')}>${content}</${name}>`;
};

export const label = (x: number, y: number, text: string, attributes: Attributes = {}): string =>
  element('text', { x, y, ...attributes }, escapeXml(text));

interface Drawing {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly parts: readonly string[];
}

/** A whole drawing with its title on top, on white, so that it is readable on dark pages too. */
export const drawing = ({ title, width, height, parts }: Drawing): string => {
  const frame = { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` };
  const heading = label(12, 22, title, { 'font-size': 15, 'font-weight': 'bold' });
  const background = element('rect', { width, height, fill: '#fff' });
  return `${element('svg', { ...frame, 'font-family': 'sans-serif', 'font-size': 12 }, `\n${[element('title', {}, escapeXml(title)), background, heading, ...parts].join('\n')}\n`)}\n`;
};

export const COLOURS = ['#1f6feb', '#d4720b', '#1a7f37', '#8250df'];

/** Three digits are what a measurement is good for. */
export const shortNumber = (value: number): string => String(Number(value.toPrecision(3)));
