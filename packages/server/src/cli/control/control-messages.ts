import { z } from 'zod';

/** The one line that a command sends. */
export const controlRequest = z.object({ action: z.string(), input: z.unknown() });
export type ControlRequest = z.infer<typeof controlRequest>;

const progress = z.object({ phase: z.string(), done: z.number(), total: z.number().nullable() });

/** The lines that come back: any number of `progress`, then one of the others. */
export const controlAnswer = z.union([
  z.object({ progress }),
  z.object({ result: z.unknown() }),
  z.object({ error: z.string() }),
]);
export type ControlAnswer = z.infer<typeof controlAnswer>;

/** Far more than any request needs. */
export const LONGEST_REQUEST = 65_536;
