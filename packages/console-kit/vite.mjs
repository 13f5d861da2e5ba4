/**
 * The Vite configuration of a console: static files with stable names below `/console/`, without inline scripts or
 * styles.
 *
 * @param {{ outDir: string, proxy: Record<string, string> }} options `proxy` maps the paths that the development
 *   server forwards to their targets
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
      // A running server can still serve the files after another build.
      rolldownOptions: {
        output: { entryFileNames: '[name].js', assetFileNames: '[name][extname]' },
      },
    },
    server: { host: '127.0.0.1', proxy },
  };
}
