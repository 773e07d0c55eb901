import { testStories } from '../foundation/testing/test-stories.ts';
import * as stories from './chart.stories.ts';

testStories('chart', stories);
