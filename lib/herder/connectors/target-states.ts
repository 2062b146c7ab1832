import type { TargetState } from '../../storage/config-backing-store.ts';
import { NotFoundError } from '../errors.ts';
import type { Herder } from '../herder.ts';
import type { HerderContext } from '../herder-context.ts';
import { exists } from './connector-info.ts';

type TargetStates = Pick<Herder, 'pauseConnector' | 'resumeConnector' | 'stopConnector'>;

/** Pausing, resuming and stopping: each stores what is wanted, however often. */
export const createTargetStates = ({ storage: { configs } }: HerderContext): TargetStates => {
  const want = (state: TargetState) => async (name: string) => {
    if (!exists(await configs.connector(name))) throw new NotFoundError(`Unknown connector ${name}`);
    await configs.putTargetState(name, state);
  };
  return { pauseConnector: want('PAUSED'), resumeConnector: want('STARTED'), stopConnector: want('STOPPED') };
};
