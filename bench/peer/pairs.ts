import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { type Command, measuredRun, type Run } from '../process/measured-run.ts';
import { linesOf, recordsOf } from '../process/progress.ts';
import { standaloneWorker } from '../process/standalone-worker.ts';
import { deployedFunction, floorFunction } from './functions.ts';
import { connectorConfig, type Job } from './job.ts';
import { peerWorker } from './peer-worker.ts';
import type { Pair, PeerResult } from './report.ts';
import type { PeerRow } from './rows.ts';
import { createTopic, type World } from './world.ts';

const SIDES = ['function', 'peer', 'standalone', 'floor'] as const;
type Side = (typeof SIDES)[number];

export interface MeasuredPairs {
  readonly records: number;
  readonly pairs: Readonly<Record<PeerResult['mode'], readonly Pair[]>>;
}

const forget = async (bootstrapServers: string, topic: string): Promise<void> => {
  const admin = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.deleteTopics({ topics: [topic] });
  await admin.disconnect();
};

/** Measures a row: all sides in turn, again and again, each turn the other way round than the last. */
export const createPairs = (world: World, pairs: number) => {
  const { admin, bootstrapServers, tables, classPath } = world;
  let turns = 0;

  const commandOf = (side: Side, job: Job, events: string | undefined): Promise<Command> => {
    if (side === 'peer') return peerWorker(job, bootstrapServers, classPath);
    if (side === 'floor') return floorFunction(job, events ?? '');
    if (side === 'standalone') return standaloneWorker(job.directory, bootstrapServers, [connectorConfig(job)]);
    return deployedFunction(job, bootstrapServers, tables, events);
  };

  const turnOfSource = async (side: Side, row: PeerRow, name: string, directory: string): Promise<Run> => {
    const job = { row, name, topic: name, file: await world.lines(row), directory };
    await createTopic(admin, name);
    const progress = recordsOf(admin, name);
    const run = await measuredRun(await commandOf(side, job, undefined), progress, world.records(row));
    await forget(bootstrapServers, name);
    return run;
  };

  const turnOfSink = async (side: Side, row: PeerRow, name: string, directory: string): Promise<Run> => {
    const { topic, events } = await world.sinkInput(row);
    const job = { row, name, topic, file: join(directory, 'out.txt'), directory };
    return measuredRun(await commandOf(side, job, events), linesOf(job.file), world.records(row));
  };

  const turn = async (side: Side, row: PeerRow): Promise<Run> => {
    turns += 1;
    const name = `bench-${turns}`;
    const directory = join(world.directory, name);
    await mkdir(directory);
    const run = await (row.kind === 'source' ? turnOfSource : turnOfSink)(side, row, name, directory);
    await rm(directory, { recursive: true });
    return run;
  };

  return async (row: PeerRow): Promise<MeasuredPairs> => {
    const taken: Record<Side, Run[]> = { function: [], peer: [], standalone: [], floor: [] };
    const sides = SIDES.filter((side) => side !== 'floor' || row.kind === 'sink');
    for (let pair = 0; pair < pairs; pair += 1)
      for (const side of pair % 2 === 0 ? sides : sides.toReversed()) taken[side].push(await turn(side, row));
    const withPeer = (ours: readonly Run[]): readonly Pair[] =>
      taken.peer.flatMap((peer, index) => {
        const own = ours[index];
        return own === undefined ? [] : [{ ours: own, peer }];
      });
    const { function: functions, standalone, floor } = taken;
    return {
      records: world.records(row),
      pairs: { function: withPeer(functions), standalone: withPeer(standalone), floor: withPeer(floor) },
    };
  };
};
