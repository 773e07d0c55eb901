import type { ChainMessage, ChainSettings } from './chain-link.ts';
import { ChildServer } from './child-server.ts';
import { rotationWrites, type CrashPoint } from './crash-points.ts';
import type { Deployment } from './fault-server.ts';
import { Judge } from './judge.ts';

/** Every step of a rotation, before and after it is done. Of the batches one in the middle. */
export const everyStep: readonly CrashPoint[] = rotationWrites.flatMap((write) =>
  (['before', 'after'] as const).map((moment) => ({ moment, write, occurrence: write === 'batch' ? 3 : 1 })));

export interface ChainResult {
  readonly kills: number;
  readonly faults: readonly string[];
}

/**
 * A server after the other on one deployment: each is killed at the next of `steps`, in a process of its own, and the one after
 * it must be able to open everything at once and to bring the rotation to its end. For databases of one process too.
 *
 * @param deployment an empty database, which nobody has open, and a place for keys.
 */
export async function runCrashChain(deployment: Deployment, values: number, steps: readonly CrashPoint[]): Promise<ChainResult> {
  const faults: string[] = [];
  let judge: Judge | undefined;
  let before = 'the start';
  for (const crash of [...steps, undefined]) {
    const step = before;
    const settings: ChainSettings = { deployment, values: judge ? 0 : values, crash };
    let finished = false;
    const link = new ChildServer<ChainMessage, never>(new URL('./chain-link.ts', import.meta.url), settings, ({ kind, census }) => {
      const { lost, unreadable, leftBehind, faults: others } = kind === 'found'
        ? { ...(judge ??= new Judge(census)).judgeValues(census), leftBehind: [] }
        : judge!.judge(census);
      finished ||= kind === 'finished';
      const places = { lost, unreadable, 'left behind': leftBehind, wrong: others };
      for (const [what, list] of Object.entries(places)) if (list.length > 0) faults.push(`After ${step}, ${kind}: ${list.length} ${what}, such as ${list[0]}`);
    });
    const ended = await link.ended;
    if (!finished) faults.push(`After ${step}, the next server did not come to an end (${ended}): ${link.error}`);
    before = crash ? `a kill ${crash.moment} ${crash.write} ${crash.occurrence}` : 'the end';
    if (finished && ended !== (crash ? 'SIGKILL' : '0')) faults.push(`It was not killed as it should be at ${before} (${ended}): ${link.error}`);
  }
  return { kills: steps.length, faults };
}
