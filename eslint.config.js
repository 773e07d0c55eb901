import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

const testFiles = ['**/*.test.ts', '**/*.test-d.ts', '**/testing/**', 'e2e/**', 'bench/**', 'scripts/**', '**/*.stories.ts', '.storybook/**'];

/** Web storage, raw HTML and code from text are promised never to be used. */
const neverUsed = [
  { selector: "MemberExpression[object.name='window'][property.name=/^(localStorage|sessionStorage|indexedDB)$/]", message: 'Nothing is kept in the browser.' },
  { selector: "Identifier[name=/^(localStorage|sessionStorage)$/]", message: 'Nothing is kept in the browser.' },
  { selector: "AssignmentExpression[left.property.name=/^(innerHTML|outerHTML)$/]", message: 'Markup is made by Lit templates.' },
  { selector: "ImportSpecifier[imported.name=/^(unsafeHTML|unsafeSVG|unsafeCSS)$/]", message: 'Markup is made by Lit templates.' },
  { selector: "NewExpression[callee.name='Function']", message: 'No code is made from text.' },
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'storybook-static/**', 'test-results/**', 'coverage/**', '**/*.test-d.ts'] },
  ...tseslint.configs.recommended,
  {
    files: ['packages/*/src/**/*.ts', 'bench/**/*.ts', 'e2e/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false, attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...neverUsed],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    // One way only: server -> sdk <- elements.
    files: ['packages/sdk/src/**/*.ts'],
    ignores: testFiles,
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: ['@cashflowsmart/*', 'node:*', 'lit', 'lit/*', 'hono', 'kysely'], message: 'The SDK runs everywhere and depends on neither side.' }] }],
    },
  },
  {
    files: ['packages/elements/src/**/*.ts'],
    ignores: testFiles,
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: ['@cashflowsmart/server', '@cashflowsmart/server/*', 'node:*', 'hono', 'kysely'], message: 'Elements know the SDK only.' }] }],
    },
  },
  {
    // Ciphers are made in one room.
    files: ['packages/server/src/**/*.ts'],
    ignores: ['packages/server/src/vault/**', ...testFiles],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'node:crypto', importNames: ['createCipheriv', 'createDecipheriv', 'createSecretKey', 'hkdf', 'hkdfSync'], message: 'Only the vault makes ciphers and keys.' }],
          patterns: [{ group: ['@cashflowsmart/elements', '@cashflowsmart/elements/*'], message: 'The server never knows the elements.' }],
        },
      ],
    },
  },
  { files: ['packages/server/src/cli/**/*.ts', 'packages/server/src/demo/**/*.ts', ...testFiles], rules: { 'no-console': 'off' } },
  {
    files: ['packages/elements/src/**/*.ts'],
    extends: [lit.configs['flat/recommended'], wc.configs['flat/recommended']],
    plugins: { 'lit-a11y': litA11y },
    rules: {
      ...Object.fromEntries(
        ['accessible-emoji', 'alt-text', 'anchor-is-valid', 'aria-activedescendant-has-tabindex', 'aria-attr-valid-value', 'aria-attrs', 'aria-role', 'aria-unsupported-elements', 'autocomplete-valid', 'click-events-have-key-events', 'heading-hidden', 'iframe-title', 'no-access-key', 'no-autofocus', 'no-distracting-elements', 'no-invalid-change-handler', 'no-redundant-role', 'role-has-required-aria-attrs', 'role-supports-aria-attr', 'scope', 'tabindex-no-positive', 'valid-lang'].map((rule) => [`lit-a11y/${rule}`, 'error']),
      ),
      // The context decorators of the base class come from controllers; upgrade order is handled there.
      'wc/guard-super-call': 'off',
    },
  },
  { files: testFiles, rules: { 'no-restricted-syntax': 'off' } },
);
