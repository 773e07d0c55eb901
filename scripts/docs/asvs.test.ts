import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asvsLevels, isTarget } from './asvs-lines.ts';
import { evidenceOf, readAnswers, readCounts, states } from './asvs-page.ts';

const root = join(import.meta.dirname, '..', '..');
const page = join(root, 'docs', 'asvs.md');
const answers = readAnswers(page);

/** What is wrong with the evidence of an answer: files that are not there, words that do not stand in them. */
function faults(text: string): readonly string[] {
  return evidenceOf(text).flatMap(({ path, quotes }) => {
    const file = join(root, path);
    if (!existsSync(file)) return [`${path} is not there`];
    if (quotes.length === 0) return [];
    const content = statSync(file).isFile() ? readFileSync(file, 'utf8').replaceAll("\\'", "'") : '';
    return quotes.filter((quote) => !content.includes(quote)).map((quote) => `${path} does not hold "${quote}"`);
  });
}

describe('answers to the verification standard', () => {
  it('are given to each line once, in its order and with its level', () => {
    expect(answers.map(({ id, level }) => `${id}:${level.replace('*', '')}`)).toEqual(Array.from(asvsLevels, ([id, level]) => `${id}:${String(level)}`));
    for (const { id, level } of answers) expect(level.endsWith('*'), id).toBe(level.startsWith('3') && isTarget(id));
  });

  it('are one of the states that the page explains', () => {
    for (const { id, state } of answers) expect(states, id).toContain(state);
  });

  it('name what shows them, unless they are no or do not apply', () => {
    for (const { id, state, shownBy } of answers) {
      if (state === 'yes' || state === 'otherwise') expect(evidenceOf(shownBy), id).not.toEqual([]);
      // The duty of a host is told to the host.
      if (state === 'host') expect(evidenceOf(shownBy).some(({ path }) => path.endsWith('.md')), id).toBe(true);
      if (state === 'n/a') expect(shownBy.length, id).toBeGreaterThan(10);
    }
  });

  it('name files that are there, and tests that stand in them', () => {
    expect(answers.flatMap(({ id, shownBy }) => faults(shownBy).map((fault) => `${id}: ${fault}`))).toEqual([]);
  });

  it('are counted as they are', () => {
    const counts = readCounts(page);
    for (const state of states) {
      const those = answers.filter((answer) => answer.state === state);
      expect(counts.get(state), state).toEqual([those.length, those.filter(({ id }) => isTarget(id)).length]);
    }
    expect(counts.get('all')).toEqual([answers.length, answers.filter(({ id }) => isTarget(id)).length]);
  });

  it('would be found out', () => {
    expect(faults('`server/http/absent.ts`')).toEqual(['packages/server/src/http/absent.ts is not there']);
    expect(faults('`docs/asvs.md` “words that stand nowhere but here”')).toHaveLength(1);
    expect(evidenceOf('`no-store` of `@hono/node-server`, `/openapi.json`, `npm run sbom`')).toEqual([]);
  });
});

describe('the page on security', () => {
  it('names files that are there, and tests that stand in them', () => {
    expect(faults(readFileSync(join(root, 'SECURITY.md'), 'utf8'))).toEqual([]);
  });
});
