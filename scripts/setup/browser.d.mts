/** The path of a Chromium that starts here: CHROMIUM_PATH, an installed one, else the one from the registry. */
export function browserPath(): Promise<string>;
export const browserArguments: readonly string[];
