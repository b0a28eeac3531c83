import { readFileSync } from 'node:fs';

/**
 * `node test/print-counts.ts FILE TEST_STATUS CHECK_STATUS`: prints "N passed, N failed" as last line, from Vitest's
 * JSON report, after the names of what failed or was left out. The statuses are the exit codes of `npm test` and
 * `npm run check`: each failure that no test accounts for counts as one, as does a file that could not even be loaded.
 * Exit code 1 when anything failed or was left out, or nothing passed.
 */
type Report = {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string }[];
  }[];
};

function main(path: string, testStatus: number, checkStatus: number): number {
  let passed = 0;
  let failed = 0;
  let leftOut = 0;
  // Our own Vitest wrote it; a file in another shape fails below.
  for (const file of (JSON.parse(readFileSync(path, 'utf8')) as Report).testResults) {
    const before = failed;
    for (const { status, fullName } of file.assertionResults) {
      if (status === 'passed') passed += 1;
      else if (status === 'failed') failed += 1;
      else leftOut += 1;
      if (status !== 'passed') console.log(`${status}: ${file.name}: ${fullName}`);
    }
    if (file.status === 'failed' && failed === before) {
      failed += 1;
      console.log(`failed: ${file.name}: ${file.message}`);
    }
  }
  if (testStatus !== 0 && failed + leftOut === 0) {
    failed += 1;
    console.log('failed: npm test, though no test did (an error outside the tests)');
  }
  if (checkStatus !== 0) {
    failed += 1;
    console.log('failed: npm run check');
  }
  if (leftOut > 0) console.log(`${leftOut} left out, which counts as failed here`);
  console.log(`${passed} passed, ${failed + leftOut} failed`);
  return passed > 0 && failed + leftOut === 0 ? 0 : 1;
}

try {
  const [path = '', testStatus = '0', checkStatus = '0'] = process.argv.slice(2);
  process.exitCode = main(path, Number(testStatus), Number(checkStatus));
} catch (error) {
  console.log(`no counts: ${error instanceof Error ? error.message : String(error)}`);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
