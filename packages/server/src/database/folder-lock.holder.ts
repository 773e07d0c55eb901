import { tryLockFolder } from './folder-lock.ts';

// A process that holds the folder it is given until it is killed; for the tests of the lock.
await tryLockFolder(process.argv[2] ?? '');
process.send?.('held');
setInterval(() => undefined, 60_000);
