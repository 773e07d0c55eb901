import type { Preview } from '@storybook/web-components-vite';

const preview: Preview = {
  parameters: {
    a11y: { test: 'error' },
    controls: { expanded: true },
    layout: 'padded',
    options: { storySort: { order: ['Provider', 'Sign-in', 'Uploader', 'Chart', 'Transactions'] } },
  },
  globalTypes: {
    scheme: { name: 'Colour scheme', defaultValue: 'light', toolbar: { icon: 'contrast', items: ['light', 'dark'], dynamicTitle: true } },
    direction: { name: 'Direction', defaultValue: 'ltr', toolbar: { icon: 'transfer', items: ['ltr', 'rtl'], dynamicTitle: true } },
  },
  decorators: [
    (story, { globals }) => {
      document.documentElement.style.colorScheme = String(globals['scheme']);
      document.documentElement.dir = String(globals['direction']);
      document.body.style.background = 'Canvas';
      return story();
    },
  ],
};

export default preview;
