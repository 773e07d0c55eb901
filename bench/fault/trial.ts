import type { Deployment } from './fault-server.ts';

export interface TrialOptions {
  /** An empty database, and a place for keys. */
  readonly deployment: Deployment;
  /** Sealed values to begin with. */
  readonly values: number;
  /** How often all of them get new keys. */
  readonly rotations: number;
  /** The same seed gives the same values and the same kills; what they hit is up to the machine. */
  readonly seed: number;
  /** Kills the database and starts it again; in every `databaseCrashEach`th rotation. Never where it is not given. */
  readonly crashDatabase?: (() => Promise<void>) | undefined;
  readonly databaseCrashEach?: number;
  readonly onProgress?: (line: string) => void;
}

export interface TrialResult {
  readonly rotations: number;
  readonly kills: { readonly rotators: number; readonly writers: number; readonly databases: number };
  /** Values in the database at the end, and how many were opened in all checks together. */
  readonly values: number;
  readonly checked: number;
  readonly lost: number;
  readonly unreadable: number;
  readonly leftBehind: number;
  /** Values that readers opened, and changes that writers had acknowledged, meanwhile. */
  readonly reads: number;
  readonly changes: number;
  /** Everything that was wrong, in words. */
  readonly faults: readonly string[];
  readonly seconds: number;
}
