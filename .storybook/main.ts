import type { StorybookConfig } from '@storybook/web-components-vite';
import { statementWorker } from './statement-worker-plugin.ts';

const config: StorybookConfig = {
  framework: '@storybook/web-components-vite',
  stories: ['../packages/elements/src/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true, enableCrashReports: false },
  async viteFinal(vite) {
    const { mergeConfig, defaultClientConditions } = await import('vite');
    return mergeConfig(vite, {
      plugins: [statementWorker()],
      // Packages of this repository are taken from their sources; Lit must be there once.
      resolve: { conditions: ['source', ...defaultClientConditions], dedupe: ['lit', 'lit-html', 'lit-element', '@lit/reactive-element'] },
      // The worker loads what reads PDFs when it is needed, which only modules can.
      worker: { format: 'es' },
      build: { chunkSizeWarningLimit: 4_000 },
    });
  },
};

export default config;
