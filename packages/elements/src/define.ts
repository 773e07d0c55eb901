/** Importing this registers every element as `cash-flow-*`. */
import { defineElements } from './define-elements.ts';

defineElements();
