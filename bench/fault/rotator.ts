// A process of `npm run fault -- rotation`: rotates the keys of every organisation when it is told to, until it is killed.
import { openFaultServer, type Deployment } from './fault-server.ts';
import { faultOf, inChild, type Fault } from './child-server.ts';
import { killAt, type CrashPoint, type Watch } from './crash-points.ts';

export interface RotatorSettings {
  readonly deployment: Deployment;
}

export interface RotatorTask {
  /** New keys now, or only what was begun. */
  readonly how: 'rotate' | 'finish';
  /** In this order. */
  readonly organisationIds: readonly string[];
  /** Where it kills itself. */
  readonly crash?: CrashPoint | undefined;
}

export type RotatorMessage =
  | { readonly kind: 'ended'; readonly left: number; readonly unreadable: number; readonly moved: number }
  | { readonly kind: 'failed'; readonly fault: Fault };

let watch: Watch = () => undefined;
const { settings, tell } = inChild<RotatorSettings, RotatorMessage, RotatorTask>((task) => { begun = begun.then(() => perform(task)); });

const opened = openFaultServer(settings.deployment, { watch: (moment, write) => { watch(moment, write); } });
let begun: Promise<unknown> = opened;

/** One task after the other. */
async function perform({ how, organisationIds, crash }: RotatorTask): Promise<void> {
  const { rotation } = await opened;
  watch = crash ? killAt(crash) : () => undefined;
  const total = { left: 0, unreadable: 0, moved: 0 };
  const begunAt = Date.now();
  try {
    for (const organisationId of organisationIds) {
      const { left, unreadable, moved } = await (how === 'rotate' ? rotation.rotate(organisationId, { once: true }) : rotation.run(organisationId));
      total.left += left;
      total.unreadable += unreadable;
      total.moved += moved;
    }
    await tell({ kind: 'ended', ...total });
  } catch (error) {
    await tell({ kind: 'failed', fault: faultOf(error, begunAt) });
  }
}
