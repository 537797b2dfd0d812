import { expect, it } from 'vitest'
import { sha256, u64, utf8 } from './bytes'
import { Stream } from './stream'

const SEED = sha256(utf8('a seed of this test'))

/** The words of a seed and `below` as docs/proof.md writes them, in big integers. */
function* plainly(sizes: readonly number[]): Generator<number> {
  let [block, at] = [0, 4]
  const words: bigint[] = []
  for (const n of sizes) {
    for (;;) {
      if (at === 4) {
        const hash = new DataView(sha256(SEED, u64(block++)).buffer)
        words.splice(0, 4, ...[0, 8, 16, 24].map((byte) => hash.getBigUint64(byte)))
        at = 0
      }
      const x = words[at++]!
      if (x >= 2n ** 64n - (2n ** 64n % BigInt(n))) continue
      yield Number(x % BigInt(n))
      break
    }
  }
}

it('draws the numbers of the page, small and large', () => {
  const sizes = Array.from({ length: 4000 }, (_, i) => Math.floor(2 ** ((i % 106) / 2)))
  sizes.push(2 ** 37, 2 ** 37 + 1, 2 ** 53 - 1, 1, 3, 3)
  const stream = new Stream(SEED)
  const numbers = sizes.map((n) => stream.below(n))
  expect(numbers).toEqual([...plainly(sizes)])
})

it('refuses a choice among nothing, and among too much', () => {
  const stream = new Stream(SEED)
  for (const n of [0, -1, 1.5, 2 ** 53]) expect(() => stream.below(n)).toThrow()
})

it('is fast enough for a million', () => {
  const stream = new Stream(SEED)
  const began = performance.now()
  for (let n = 1_000_000; n > 0; n--) stream.below(n)
  // Some 0.5 s on a laptop; the bound is for a busy machine.
  expect(performance.now() - began).toBeLessThan(10_000)
})
