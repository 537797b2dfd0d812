import { defineConfig } from 'vitest/config'

/** Unit tests stand beside what they test. Behaviour in a real browser is tested from Python. */
export default defineConfig({
  test: { include: ['{src,client/src}/**/*.test.{ts,tsx}'] },
})
