import { fieldRules, operations, permissions, reachOf, roles, type FieldRule, type Operation, type Permission, type Reach } from '@cashflowsmart/sdk/contract';

const REACH: Readonly<Record<Reach, string>> = { all: 'all', own: 'own' };
const RULES: Readonly<Record<FieldRule, string>> = { masked: 'masked but for the last four characters', hidden: 'null' };

/** `docs/access.md`: who may call which operation and see which field, as the contract says it, in Markdown. */
export function accessPage(): string {
  return `# Who may do what

Made from the contract (\`packages/sdk/src/contract\`); a test keeps this page equal to it, and another one walks every operation over HTTP and compares the answers with a
table written by hand. The server decides, on each request anew, from the session's row and the member's row: a changed role counts at the next request.

What is not listed is refused. \`own\`: only the imports and entries that the person brought in; others are answered as if they did not exist. An organisation of which one is no
member is answered like one that does not exist.

## Permissions

| permission | ${roles.join(' | ')} |
| --- |${' --- |'.repeat(roles.length)}
${(Object.keys(permissions) as Permission[]).map((permission) => `| \`${permission}\` | ${roles.map((role) => reachWord(reachOf(role, permission))).join(' | ')} |`).join('\n')}

\`imports:approve\` never reaches what one had a part in oneself ([0030](decisions/0030-approval-by-a-second-person.md)). Where the organisation asks for a second person,
\`imports:commit\`, \`imports:undo\`, \`transactions:create\`, \`transactions:correct\` and \`transactions:delete\` leave what they are asked for waiting.

## Operations

| operation | request | needs |
| --- | --- | --- |
${(Object.values(operations) as readonly Operation[]).map((operation) => `| \`${operation.id}\` | \`${operation.method} ${operation.path}\` | ${needs(operation)} |`).join('\n')}

## Fields

A request with a field that its schema does not name is refused. Whoever may use an operation may send all of its fields and sees all fields of its answer, but for these:

| schema | field |${roles.map((role) => ` ${role} |`).join('')}
| --- | --- |${' --- |'.repeat(roles.length)}
${Object.entries(fieldRules).flatMap(([schema, fields]) => Object.entries(fields).map(([field, rule]) =>
    `| \`${schema}\` | \`${field}\` | ${roles.map((role) => fieldWord(rule[role])).join(' | ')} |`)).join('\n')}
`;
}

function reachWord(reach: Reach | undefined): string {
  return reach ? REACH[reach] : '-';
}

function fieldWord(rule: FieldRule | undefined): string {
  return rule ? RULES[rule] : 'as it is';
}

function needs({ access }: Operation): string {
  if (typeof access === 'object') return Object.entries(access).map(([kind, value]) => (kind === 'public' ? `nothing: ${value}` : `${kind} \`${String(value)}\``)).join(', ');
  return access === 'own-session' ? 'a session' : `\`${access}\``;
}
