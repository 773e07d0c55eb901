/** For a page without a bundler: everything in one file, registered as `cash-flow-*` when it is loaded. */
import './define.ts';

export * from './index.ts';
