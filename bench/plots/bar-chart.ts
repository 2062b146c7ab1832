import { COLOURS, drawing, element, label, shortNumber } from './svg.ts';

export interface BarChart {
  readonly title: string;
  readonly bars: ReadonlyArray<{ readonly label: string; readonly value: number }>;
  /** Where a line is drawn that no bar should cross. */
  readonly target: number;
}

const WIDTH = 760;
const LEFT = 260;
const RIGHT = 60;
const TOP = 40;
const BAR = 18;

/** Bars side by side from the left; those beyond the target in another colour. */
export const barChart = ({ title, bars, target }: BarChart): string => {
  const most = Math.max(target, ...bars.map(({ value }) => value));
  const x = (value: number): number => LEFT + ((WIDTH - LEFT - RIGHT) * value) / most;
  const height = TOP + bars.length * BAR + 30;
  const drawn = bars.flatMap(({ label: name, value }, index) => {
    const y = TOP + index * BAR;
    const fill = value <= target ? COLOURS[2] : COLOURS[1];
    return [
      label(LEFT - 6, y + 13, name, { 'text-anchor': 'end' }),
      element('rect', { x: LEFT, y: y + 2, width: x(value) - LEFT, height: BAR - 4, fill: fill ?? '' }),
      label(x(value) + 4, y + 13, shortNumber(value)),
    ];
  });
  const line = { x1: x(target), x2: x(target), y1: TOP - 4, y2: height - 26 };
  const parts = [
    ...drawn,
    element('line', { ...line, stroke: '#cf222e', 'stroke-dasharray': '4 3' }),
    label(x(target), height - 10, `target ${shortNumber(target)}`, { 'text-anchor': 'middle', fill: '#cf222e' }),
  ];
  return drawing({ title, width: WIDTH, height, parts });
};
