import { expect, test } from 'vitest';
import { barChart } from '../../../bench/plots/bar-chart.ts';
import { lineChart } from '../../../bench/plots/line-chart.ts';

const count = (text: string, part: string): number => text.split(part).length - 1;

test('a bar chart has a bar for each value, and the target within it', () => {
  const bars = [
    { label: 'a < b', value: 0.25 },
    { label: 'c', value: 2 },
  ];
  const svg = barChart({ title: 'T', bars, target: 0.5 });
  expect(count(svg, '<rect')).toBe(1 + bars.length);
  expect(svg).toContain('a &lt; b');
  expect(svg).toContain('target 0.5');
  expect(svg).not.toContain('NaN');
});

test('a line chart says every value, one point or many', () => {
  const svg = lineChart({
    title: 'T',
    lines: [
      {
        label: 'many',
        points: [
          { x: 1, y: 0 },
          { x: 100, y: 12.345 },
        ],
      },
    ],
  });
  expect(count(svg, '<circle')).toBe(2);
  expect(svg).toContain('>12.3<');
  expect(lineChart({ title: 'T', lines: [{ label: 'one', points: [{ x: 1, y: 1 }] }] })).not.toContain('NaN');
});
