import { testStories } from '../foundation/testing/test-stories.ts';
import * as stories from './sign-in.stories.ts';

testStories('sign-in', stories);
