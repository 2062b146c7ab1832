import { describe, expect, test } from 'vitest';
import type { CatalogEntry } from '../../../lib/connectors/debezium/postgresql/catalog.ts';
import {
  chooseBeginning,
  planTables,
  type Situation,
  snapshotPosition,
} from '../../../lib/connectors/debezium/postgresql/plan.ts';

const entry = (table: string, hasKey: boolean): CatalogEntry => ({
  oid: 1,
  schema: 's',
  table,
  hasKey,
  isPartitioned: false,
});
const entries = [entry('a', true), entry('b', false), entry('c', true)];
const slot = { plugin: 'pgoutput', database: 'd', confirmed: 100, isLost: false };
const at = (start: number) => snapshotPosition([], { start, attempt: 1, incarnation: '1.0', seen: null });

const situation = (more: Partial<Situation>): Situation => ({
  mode: { wantsSnapshot: (position) => position === null, onLostLog: false, streams: true },
  position: null,
  slot,
  slotName: 'slot',
  entries,
  incarnation: '1.0',
  slotMoves: false,
  ...more,
});

describe('how a run begins', () => {
  test('with a snapshot at first, then where it was', () => {
    expect(chooseBeginning(situation({}))).toEqual({ kind: 'snapshot', attempt: 1, dropsSlot: false });
    const position = at(100);
    expect(chooseBeginning(situation({ position }))).toEqual({ kind: 'resume', position });
  });

  test('with the log where no snapshot is wanted', () => {
    const mode = { wantsSnapshot: () => false, onLostLog: false, streams: true };
    expect(chooseBeginning(situation({ mode }))).toEqual({ kind: 'stream' });
  });

  test('a lost log fails it, or begins it anew; a slot that moves by itself is not lost', () => {
    const position = at(50);
    expect(() => chooseBeginning(situation({ position }))).toThrow(/0\/32.*was moved on to 0\/64/);
    expect(chooseBeginning(situation({ position, slotMoves: true }))).toEqual({ kind: 'resume', position });
    const mode = { wantsSnapshot: () => false, onLostLog: true, streams: true };
    const lost = { ...slot, isLost: true };
    expect(chooseBeginning(situation({ position, mode, slot: lost }))).toEqual({
      kind: 'snapshot',
      attempt: 1,
      dropsSlot: true,
    });
    expect(chooseBeginning(situation({ position, mode, slot: undefined }))).toMatchObject({ dropsSlot: false });
  });

  test('tables without key come first, and begin the snapshot anew where they are not done', () => {
    const planned = planTables(entries);
    expect(planned.map(({ table }) => table)).toEqual(['b', 'a', 'c']);
    const position = snapshotPosition(planned, { start: 100, attempt: 2, incarnation: '1.0', seen: null });
    expect(chooseBeginning(situation({ position }))).toEqual({ kind: 'snapshot', attempt: 3, dropsSlot: false });
    const done = snapshotPosition(planned.slice(1), { start: 100, attempt: 2, incarnation: '1.0', seen: null });
    expect(chooseBeginning(situation({ position: done }))).toMatchObject({ kind: 'resume' });
  });
});
