// Reads the statement that it is given, drops its rows as they come, and prints what that took.
import { readFileSync } from 'node:fs';
import { openStatement } from '@cashflowsmart/sdk/statements';

export interface Streamed {
  readonly rows: number;
  /** Bytes of the process at their highest, the file among them. */
  readonly peak: number;
  /** Bytes of the process before it had the file. */
  readonly before: number;
}

const before = process.memoryUsage.rss();
const bytes = new Uint8Array(readFileSync(process.argv[2]!));
const opened = await openStatement(bytes, { fileName: 'statement.csv' });
let rows = 0;
for await (const batch of opened.batches()) rows += batch.length;
const streamed: Streamed = { rows, peak: process.resourceUsage().maxRSS * 1_024, before };
console.log(JSON.stringify(streamed));
