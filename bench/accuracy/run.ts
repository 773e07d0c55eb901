// npm run accuracy -- DIR [--json] [--strict-date] [--rows]
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { inThreads, type Outcome } from '../thread-crew.ts';
import type { AccuracyJob } from './accuracy-thread.ts';
import { judge, type Said, type Verdict } from './judge.ts';
import { mark, totalLines, totalsOf } from './totals.ts';
import { findSamples, type Sample } from './truth.ts';

const USAGE = `Usage: npm run accuracy -- DIR [--json] [--strict-date] [--rows]

Reads every statement below DIR that has its truth in NAME.expected.json beside it, and counts accuracy and honesty.

  --json         Print one JSON object.
  --strict-date  Of a row with several dates, only the one that the truth calls its date counts.
  --rows         Also print up to three missing and three extra rows of each file.

Exit code 1 where a file was wrong but verified, or wrong and silent.`;

const MILLISECONDS = 20_000;
const ROWS_SHOWN = 3;

interface Judged {
  readonly sample: Sample;
  readonly verdict: Verdict;
}

function saidIn(outcome: Outcome<Said>): Said {
  if (outcome.kind === 'done') return outcome.result;
  if (outcome.kind === 'crashed') console.error(outcome.reason);
  return { problem: outcome.kind, rows: [], proof: null, questions: [], rejected: 0 };
}

async function judgeAll(samples: readonly Sample[], anyDate: boolean): Promise<readonly Judged[]> {
  const verdicts = new Map<string, Verdict>();
  const jobs = samples.map(({ path, truth }): AccuracyJob => ({ path, password: truth.password ?? null }));
  const truths = new Map(samples.map(({ path, truth }) => [path, truth]));
  const crew = { script: new URL('./accuracy-thread.ts', import.meta.url), threads: Math.min(availableParallelism(), samples.length), milliseconds: MILLISECONDS };
  await inThreads<AccuracyJob, Said>(jobs, crew, ({ path }, outcome) => {
    const truth = truths.get(path);
    if (truth) verdicts.set(path, judge(saidIn(outcome), truth, anyDate));
  });
  return samples.flatMap((sample) => {
    const verdict = verdicts.get(sample.path);
    return verdict ? [{ sample, verdict }] : [];
  });
}

function fileLines({ sample, verdict }: Judged, showRows: boolean): readonly string[] {
  const { rows } = verdict;
  const found = `${rows.matched} of ${rows.matched + rows.missing.length} rows, ${rows.extra.length} extra`;
  const signs = [verdict.problem ?? verdict.proof ?? '', ...(verdict.needlessQuestion ? ['needless question'] : []), ...(verdict.ambiguousUnasked ? ['did not ask'] : [])];
  const shown = showRows && !verdict.perfect
    ? [...rows.missing.slice(0, ROWS_SHOWN).map((row) => ['missing', row] as const), ...rows.extra.slice(0, ROWS_SHOWN).map((row) => ['extra', row] as const)]
    : [];
  return [
    `${mark(verdict)} ${sample.name.padEnd(48)} ${found.padEnd(28)} ${signs.join(', ')}`,
    ...shown.map(([kind, row]) => `       ${kind.padEnd(8)} ${row.date} ${row.amount} ${row.description.slice(0, 60)}`),
  ];
}

const { values, positionals: [folder, ...rest] } = parseArgs({
  allowPositionals: true, options: { json: { type: 'boolean' }, 'strict-date': { type: 'boolean' }, rows: { type: 'boolean' } },
});
if (folder === undefined || rest.length > 0) {
  console.error(USAGE);
  process.exit(2);
}
const judged = await judgeAll(findSamples(folder), values['strict-date'] !== true);
const isPdf = ({ sample }: Judged): boolean => sample.path.toLowerCase().endsWith('.pdf');
const totals = totalsOf(judged.map(({ verdict }) => verdict));
const [csv, pdf] = [judged.filter((each) => !isPdf(each)), judged.filter(isPdf)].map((part) => totalsOf(part.map(({ verdict }) => verdict)));
if (values.json === true) {
  console.log(JSON.stringify({ totals, csv, pdf, files: judged.map(({ sample, verdict }) => ({ file: sample.name, ...verdict })) }, undefined, 2));
} else {
  for (const each of judged) for (const line of fileLines(each, values.rows === true)) console.log(line);
  console.log();
  for (const [name, part] of [['CSV', csv], ['PDF', pdf], ['All', totals]] as const) if (part && part.files > 0) console.log(totalLines(name, part).join('\n'));
}
process.exitCode = judged.length === 0 || totals.wrongButVerified + totals.wrongAndSilent > 0 ? 1 : 0;
