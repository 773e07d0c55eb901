/** Shows that the policy of the strict page is in force: a worker by its plain address is refused. */
import { violations } from './strict-page-record.ts';

try {
  new Worker('/packages/elements/src/statement-worker.js', { type: 'module' }).terminate();
} catch (error) {
  // The event about it comes after the exception.
  document.addEventListener('securitypolicyviolation', () => window.parent.postMessage({ strictPage: String(error), violations }, window.location.origin));
}
