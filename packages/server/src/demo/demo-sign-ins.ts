import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { roles, type Role } from '@cashflowsmart/sdk/contract';
import { z } from 'zod';
import { randomPassword } from '../access/random-password.ts';

/** A person of the demo, with the password that was made for them. */
export interface DemoSignIn {
  readonly role: Role;
  readonly email: string;
  readonly password: string;
}

const demoSignIns = z.object({
  about: z.string(),
  /** Whether everything that the first start makes was made. */
  complete: z.boolean(),
  organisation: z.string(),
  signIns: z.array(z.object({ role: z.enum(roles), email: z.string(), password: z.string() })),
});

export type DemoSignIns = z.infer<typeof demoSignIns>;

const ABOUT = 'Passwords of the demo only, kept so that a later start can print them again. A real installation stores no passwords.';

/** One person for each role, with random passwords. */
export function newDemoSignIns(organisation: string): DemoSignIns {
  return {
    about: ABOUT, complete: false, organisation,
    signIns: roles.map((role) => ({ role, email: `${role}@example.com`, password: randomPassword() })),
  };
}

function pathIn(folder: string): string {
  return join(folder, 'demo-sign-ins.json');
}

/** What an earlier start kept in `folder`, or `undefined`. @throws where the file is something else. */
export async function readDemoSignIns(folder: string): Promise<DemoSignIns | undefined> {
  const content = await readFile(pathIn(folder), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  return content === undefined ? undefined : demoSignIns.parse(JSON.parse(content));
}

/** Readable by the owner only. */
export async function writeDemoSignIns(folder: string, signIns: DemoSignIns): Promise<void> {
  await writeFile(pathIn(folder), `${JSON.stringify(signIns, undefined, 2)}\n`, { mode: 0o600 });
}
