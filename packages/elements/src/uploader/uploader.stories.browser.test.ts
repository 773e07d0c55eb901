import { testStories } from '../foundation/testing/test-stories.ts';
import * as stories from './uploader.stories.ts';

testStories('uploader', stories);
