import type { Aliases } from './aliases.ts';
import type { EventSourceMappings } from './event-source-mappings.ts';
import type { Schedules } from './schedules.ts';

/** What the deployer asks of AWS. */
export interface AwsApis {
  readonly schedules: Schedules;
  readonly aliases: Aliases;
  readonly mappings: EventSourceMappings;
}
