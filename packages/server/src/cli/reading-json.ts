import type { DescribedReading } from './reading-description.ts';

/**
 * A reading as JSON, in pieces: a row of the statement a line. The whole of a million rows would be longer than the
 * longest string there is.
 */
export function* readingJson(reading: DescribedReading): Generator<string> {
  const { accounts, transactions, ...rest } = reading;
  const field = ([name, value]: readonly [string, unknown]): string =>
    `  ${JSON.stringify(name)}: ${JSON.stringify(value, undefined, 2).replaceAll('\n', '\n  ')}`;
  yield `{\n${field(['accounts', accounts])},\n  "transactions": [`;
  let separator = '\n';
  for (const transaction of transactions) {
    yield `${separator}    ${JSON.stringify(transaction)}`;
    separator = ',\n';
  }
  yield `${transactions.length > 0 ? '\n  ' : ''}],\n${Object.entries(rest).map(field).join(',\n')}\n}\n`;
}
