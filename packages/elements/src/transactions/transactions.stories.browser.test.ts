import { testStories } from '../foundation/testing/test-stories.ts';
import * as stories from './transactions.stories.ts';

testStories('transactions', stories);
