/** The whole script of the module worker that reads statements away from the page. */
import { serveReadings, type WorkerScope } from './serve-readings.ts';

serveReadings(globalThis as unknown as WorkerScope);
