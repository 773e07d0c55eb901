import { createLogger } from '../../http/log.ts';
import { installLastResort } from '../last-resort.ts';

// A process in which something goes wrong where nobody waits for it; for the test of the last resort.
installLastResort(createLogger((line) => { process.stderr.write(line); }));
const failure = Object.assign(new RangeError('DE89370400440532013000'), { code: 'ERR_TEST' });
if (process.argv[2] === 'rejection') void Promise.reject(failure);
else setImmediate(() => { throw failure; });
setInterval(() => undefined, 60_000);
