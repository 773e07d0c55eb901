// A process of `npm run fault -- rotation`: finds what the one before it left, comes to an end with it, and is killed at a
// step of the next rotation.
import { migrate } from '../../packages/server/src/database/migrate.ts';
import { takeCensus, type Census } from './census.ts';
import { inChild } from './child-server.ts';
import { killAt, type CrashPoint, type Watch } from './crash-points.ts';
import { openFaultServer, type Deployment } from './fault-server.ts';
import { fill } from './fill.ts';

export interface ChainSettings {
  readonly deployment: Deployment;
  /** How many values it brings in: only the first one does. */
  readonly values: number;
  /** Where it is killed; the last one is not. */
  readonly crash?: CrashPoint | undefined;
}

/** What it finds, and what there is once it has brought that to an end. */
export type ChainMessage = { readonly kind: 'found' | 'finished'; readonly census: Census };

const { settings, tell } = inChild<ChainSettings, ChainMessage, never>(() => undefined);
let watch: Watch = () => undefined;
const server = await openFaultServer(settings.deployment, { watch: (moment, write) => { watch(moment, write); }, prepare: (database) => migrate(database.kysely) });
if (settings.values > 0) await fill(server, settings.values, 0);
await tell({ kind: 'found', census: await takeCensus(server) });

const organisationIds = await server.custody.organisations();
for (const organisationId of organisationIds) await server.rotation.run(organisationId);
await tell({ kind: 'finished', census: await takeCensus(server) });

if (settings.crash) {
  watch = killAt(settings.crash);
  for (const organisationId of organisationIds) await server.rotation.rotate(organisationId, { once: true });
}
await server.close();
process.disconnect();
