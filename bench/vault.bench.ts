import type { Benchmark } from './benchmark.ts';
import { awsSealer, bareSealer, cloakSealer, type RecordSealer, vaultSealer } from './record-sealers.ts';

interface Competitor<Sealed> {
  readonly name: string;
  readonly title: string;
  /** Records in one run. */
  readonly records: number;
  sealer(): RecordSealer<Sealed>;
}

const OUR_RECORDS = 5_000;

function compare<Sealed>(operation: 'seal' | 'open', { name, title, records, sealer }: Competitor<Sealed>): Benchmark {
  return {
    name: `vault-${operation}-${name}`,
    summary: `${operation} a record of 200 bytes, against ${title}.`,
    unit: 'ns',
    // Many short ones, so that both sides meet the same of whatever else the machine does.
    runs: 41,
    prepare: async () => {
      const [ours, baseline] = [await prepare(vaultSealer(), operation), await prepare(sealer(), operation)];
      return { ours: () => perRecord(ours, OUR_RECORDS), baseline: () => perRecord(baseline, records), close: async () => {} };
    },
  };
}

/** The operation alone, ready to be repeated. */
async function prepare<Sealed>(sealer: RecordSealer<Sealed>, operation: 'seal' | 'open'): Promise<() => unknown> {
  const sealed = await sealer.seal();
  return operation === 'seal' ? () => sealer.seal() : () => sealer.open(sealed);
}

/** @returns nanoseconds. */
async function perRecord(operation: () => unknown, records: number): Promise<number> {
  const started = performance.now();
  for (let index = 0; index < records; index += 1) {
    const result = operation();
    // Only where there is something to wait for: else the waiting would be measured.
    if (result instanceof Promise) await result;
  }
  return ((performance.now() - started) * 1e6) / records;
}

function both<Sealed>(competitor: Competitor<Sealed>): readonly Benchmark[] {
  return [compare('seal', competitor), compare('open', competitor)];
}

/** What it costs to seal a row and to open it. */
export const vault: readonly Benchmark[] = [
  ...both({ name: 'gcm', title: 'bare AES-256-GCM of Node with a cached key, nothing bound and nothing joined', records: 5_000, sealer: bareSealer }),
  ...both({ name: 'aws', title: 'the AWS Encryption SDK with a raw AES keyring', records: 200, sealer: awsSealer }),
  ...both({ name: 'cloak', title: '@47ng/cloak', records: 5_000, sealer: cloakSealer }),
];
