import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const failing = join(import.meta.dirname, 'testing', 'failing-process.ts');

describe('what nobody caught', () => {
  it.each(['error', 'rejection'])('ends the process with one line of log that does not repeat it: an %s', async (kind) => {
    const ended = await promisify(execFile)(process.execPath, ['--conditions=source', failing, kind]).catch((error: unknown) => error as { code: number; stdout: string; stderr: string });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(JSON.parse(ended.stderr)).toMatchObject({ level: 'error', event: 'process-failed', errorName: 'RangeError', errorCode: 'ERR_TEST' });
    expect(ended.stderr).not.toContain('DE89370400440532013000');
  });
});
