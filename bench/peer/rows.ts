import type { RawConfig } from '../../lib/connect/connector.ts';
import { CONVERTERS, sizeText } from '../environment.ts';

/** What both sides are set to do in a row. */
export interface PeerRow {
  readonly name: string;
  readonly kind: 'source' | 'sink';
  readonly converter: string;
  /** About the size of a value. */
  readonly bytes: number;
  /** Converter and transformations, as both sides take them. */
  readonly config: RawConfig;
}

/** A line of a file is no structure, so the first puts one around it; then a field more, and another name for the first. */
const TRANSFORMATIONS: RawConfig = {
  transforms: 'hoist,insert,replace',
  'transforms.hoist.type': 'org.apache.kafka.connect.transforms.HoistField$Value',
  'transforms.hoist.field': 'line',
  'transforms.insert.type': 'org.apache.kafka.connect.transforms.InsertField$Value',
  'transforms.insert.static.field': 'origin',
  'transforms.insert.static.value': 'bench',
  'transforms.replace.type': 'org.apache.kafka.connect.transforms.ReplaceField$Value',
  'transforms.replace.renames': 'line:text',
};

const CHAINS: Readonly<Record<string, RawConfig>> = { '': {}, ', 3 transformations': TRANSFORMATIONS };

/** Every row whose name the pattern matches. */
export const peerRows = (pattern: RegExp): readonly PeerRow[] =>
  (['source', 'sink'] as const)
    .flatMap((kind) =>
      Object.entries(CONVERTERS).flatMap(([converter, settings]) =>
        [100, 1024].flatMap((bytes) =>
          Object.entries(CHAINS).map(([text, chain]) => ({
            name: `${kind} ${converter} ${sizeText(bytes)}${text}`,
            kind,
            converter,
            bytes,
            config: { ...settings, ...chain },
          })),
        ),
      ),
    )
    .filter(({ name }) => pattern.test(name));
