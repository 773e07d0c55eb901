export interface Step {
  readonly name: string;
  /** Arguments of `node`, one list for each command. */
  readonly commands: readonly (readonly string[])[];
  /** Name of the file in which the runner leaves `numPassedTests`, `numFailedTests` and `numTotalTests`. */
  readonly report?: string;
}

export interface StepSurroundings {
  readonly node: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** The folder for reports and logs. */
  readonly results: string;
  readonly whole: boolean;
}

export function runStep(step: Step, surroundings: StepSurroundings): Promise<{ readonly passed: number; readonly failed: number; readonly seconds: number }>;
