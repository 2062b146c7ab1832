import { COLOURS, drawing, element, label, shortNumber } from './svg.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface LineChart {
  readonly title: string;
  readonly lines: ReadonlyArray<{ readonly label: string; readonly points: readonly Point[] }>;
}

const WIDTH = 760;
const HEIGHT = 320;
const BOX = { left: 60, right: 20, top: 50, bottom: 50 };

/** Where a value is between the least and the most, 0 to 1, by powers of ten. */
const logScale = (values: readonly number[]) => {
  const [low, high] = [Math.log10(Math.min(...values)), Math.log10(Math.max(...values))];
  return (value: number): number => (high === low ? 0.5 : (Math.log10(value) - low) / (high - low));
};

/** From zero up to the most. */
const linearScale = (values: readonly number[]) => {
  const most = Math.max(...values, Number.MIN_VALUE);
  return (value: number): number => value / most;
};

/** Some curves need powers of ten upwards too, or all but their last point would lie on the ground. */
const scaleOf = (values: readonly number[]) =>
  Math.min(...values) > 0 && Math.max(...values) > 50 * Math.min(...values) ? logScale(values) : linearScale(values);

/** Curves over powers of ten; each point says its value. */
export const lineChart = ({ title, lines }: LineChart): string => {
  const all = lines.flatMap(({ points }) => points);
  const [across, up] = [logScale(all.map(({ x }) => x)), scaleOf(all.map(({ y }) => y))];
  const x = (point: Point): number => BOX.left + across(point.x) * (WIDTH - BOX.left - BOX.right - 40);
  const y = (point: Point): number => HEIGHT - BOX.bottom - up(point.y) * (HEIGHT - BOX.top - BOX.bottom - 20);
  const ticks = [...new Set(all.map((point) => point.x))].map((tick) =>
    label(x({ x: tick, y: 0 }), HEIGHT - BOX.bottom + 20, tick.toLocaleString('en'), { 'text-anchor': 'middle' }),
  );
  const curves = lines.flatMap(({ label: name, points }, index) => {
    const colour = COLOURS[index % COLOURS.length] ?? '';
    const path = points.map((point) => `${x(point).toFixed(1)},${y(point).toFixed(1)}`).join(' ');
    return [
      element('polyline', { points: path, fill: 'none', stroke: colour, 'stroke-width': 2 }),
      ...points.map((point) => element('circle', { cx: x(point), cy: y(point), r: 3, fill: colour })),
      ...points.map((point) => label(x(point) + 6, y(point) - 6, shortNumber(point.y), { fill: colour })),
      label(BOX.left + index * 240, HEIGHT - 8, name, { fill: colour }),
    ];
  });
  const ground = { x1: BOX.left, x2: WIDTH - BOX.right, y1: HEIGHT - BOX.bottom, y2: HEIGHT - BOX.bottom };
  const parts = [element('line', { ...ground, stroke: '#888' }), ...ticks, ...curves];
  return drawing({ title, width: WIDTH, height: HEIGHT, parts });
};
