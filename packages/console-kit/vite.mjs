/**
 * The Vite configuration of a console: static files of stable names below `/console/`, nothing inline.
 *
 * @param {{ outDir: string, proxy: Record<string, string> }} options `proxy`: which paths the development server
 * forwards, and where to
 * @returns {import('vite').UserConfig}
 */
export function consoleConfig({ outDir, proxy }) {
  return {
    base: '/console/',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // A server that runs still finds the files after another build.
      rolldownOptions: {
        output: { entryFileNames: '[name].js', assetFileNames: '[name][extname]' },
      },
    },
    server: { host: '127.0.0.1', proxy },
  };
}
