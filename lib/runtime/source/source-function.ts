import * as v from 'valibot';
import type { SourceTaskPlugin } from '../../config/define-task.ts';
import type { InvocationContext } from '../invocation.ts';
import { runSourceTask } from './source-run.ts';
import { hasWorkLeft, type SourceRunOutcome, type SourceRuntime } from './source-runtime.ts';

/** What a schedule, or the run before, invokes a source function with. */
export const sourceEventSchema = v.object({
  connector: v.string(),
  task: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type SourceEvent = v.InferOutput<typeof sourceEventSchema>;

export interface SourceFunctionOptions {
  readonly runtime: SourceRuntime;
  readonly plugin: SourceTaskPlugin;
  readonly pluginVersion: string;
  /** Starts the next run when this one ends with work left; runs may overlap by the time this one takes to answer. */
  invokeSuccessor(event: SourceEvent): Promise<void>;
  /** Fires when the process is told to end. */
  readonly signal: AbortSignal;
}

/** The handler of a source plugin's function: one run of one task. */
export const createSourceFunction =
  (options: SourceFunctionOptions) =>
  async (input: unknown, context: InvocationContext): Promise<{ readonly outcome: SourceRunOutcome }> => {
    const event = v.parse(sourceEventSchema, input);
    const { runtime, plugin, pluginVersion, signal } = options;
    const outcome = await runSourceTask(runtime, {
      ...event,
      plugin,
      pluginVersion,
      runId: context.awsRequestId,
      deadline: runtime.clock.now() + context.getRemainingTimeInMillis(),
      signal,
    });
    runtime.log.debug(`run of ${event.connector}-${event.task} ended`, { outcome });
    if (hasWorkLeft(outcome)) await options.invokeSuccessor(event);
    return { outcome };
  };
