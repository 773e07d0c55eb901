/** The worker that reads statements, beside this module in `dist`; bundlers recognise this form and carry the file along. */
export const defaultWorkerUrl = new URL('./statement-worker.js', import.meta.url);
