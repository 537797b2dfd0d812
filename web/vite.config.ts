import { defineConfig } from 'vite'

/**
 * Each page is one HTML file here and one folder under src/. JSX is compiled as tsconfig.json
 * says. The console serves the result under `script-src 'self'; style-src 'self'`, so nothing
 * may be written into the HTML: no preload polyfill, no assets as data URLs.
 */
export default defineConfig({
  base: '/',
  build: {
    outDir: '../gala/console/pages',
    emptyOutDir: true,
    target: 'es2020', // what a phone of 2018 with its updates understands
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: ['index.html', 'console.html', 'stage.html', 'prompter.html', 'verify.html'] },
  },
})
