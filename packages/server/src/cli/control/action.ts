import type { z } from 'zod';
import type { Deployment } from '../deployment.ts';
import type { Progress } from '../progress.ts';

/** What an action is given while it runs. */
export interface ActionRun {
  /** Aborts when the person who asked has gone, or wants to stop. */
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

/**
 * What a command does to a deployment, apart from how it was asked: in the process of the command, or in that of the server
 * which holds the database. Input and result are JSON.
 */
export interface Action<Input, Result, Parts = Deployment> {
  readonly name: string;
  readonly input: z.ZodType<Input>;
  /** @param parts of the deployment, those that it needs. */
  run(parts: Parts, input: Input, run: ActionRun): Promise<Result>;
}

/** Some action; its input is what its own schema let through. */
export interface AnyAction {
  readonly name: string;
  readonly input: z.ZodType;
  run(deployment: Deployment, input: never, run: ActionRun): Promise<unknown>;
}

/** Keeps the types of one action together. */
export function defineAction<Input, Result, Parts = Deployment>(action: Action<Input, Result, Parts>): Action<Input, Result, Parts> {
  return action;
}
