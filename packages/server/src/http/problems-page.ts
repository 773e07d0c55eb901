import { problems } from '@cashflowsmart/sdk/contract';
import type { Handler } from 'hono';
import type { AppEnv } from './app-env.ts';
import { PAGE_POLICY } from './security-headers.ts';

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** Where the `docs` link of a problem leads: each code with its meaning and what to do. */
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Problems</title>
</head>
<body>
<h1>Problems</h1>
<p>Every answer to a failed request carries one of these codes.</p>
${Object.entries(problems).map(([code, { status, title, action }]) => `<h2 id="${code}">${code}</h2>
<p>Status ${String(status)}. ${escape(title)} ${escape(action)}</p>`).join('\n')}
</body>
</html>
`;

/** Answers `/problems`. */
export const problemsPage: Handler<AppEnv> = (context) => {
  context.header('content-security-policy', PAGE_POLICY);
  context.header('cache-control', 'no-cache');
  return context.html(PAGE);
};
