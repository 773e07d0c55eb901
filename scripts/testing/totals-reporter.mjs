import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every test of a suite and of the suites inside it. */
function allTests(suite) {
  return [...(suite?.tests ?? []), ...(suite?.suites ?? []).flatMap(allTests)];
}

/**
 * A reporter for web-test-runner that leaves the counts where `npm test` adds them up. A file that fails outside its
 * tests, such as by an import that does not load, counts as one failure.
 */
export function totalsReporter(fileName) {
  const folder = process.env.CASH_FLOW_TEST_RESULTS;
  return {
    onTestRunFinished({ sessions }) {
      if (!folder) return;
      const tests = sessions.flatMap((session) => allTests(session.testResults));
      const failedOutside = sessions.filter((session) => !session.passed && allTests(session.testResults).every((test) => test.passed || test.skipped)).length;
      const numPassedTests = tests.filter((test) => test.passed && !test.skipped).length;
      const numFailedTests = tests.filter((test) => !test.passed && !test.skipped).length + failedOutside;
      writeFileSync(join(folder, fileName), JSON.stringify({ numPassedTests, numFailedTests, numTotalTests: tests.length }));
    },
  };
}
