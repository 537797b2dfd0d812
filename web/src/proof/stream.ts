import { sha256 } from '@noble/hashes/sha2.js'
import { join, putU64, type Bytes } from './bytes'
import { must } from './refused'

const TWO_32 = 2 ** 32
const BLOCK_WORDS = 4
/** Up to here a remainder times 2¹⁶ plus 16 bits stays below 2⁵³, where numbers are exact. */
const SMALL = 2 ** 37
/** A word nearer to 2⁶⁴ than 2⁵³ may be one of those that `below` passes over. */
const HIGH = TWO_32 - 2 ** 21

/** Numbers from a seed: the words of SHA-256(seed ‖ counter), by exact rejection. */
export class Stream {
  private readonly input: Bytes
  private block = new DataView(new ArrayBuffer(0))
  private blocks = 0
  private at = BLOCK_WORDS

  constructor(seed: Bytes) {
    this.input = join(seed, new Uint8Array(8))
  }

  /** A number from 0 to n − 1, each as likely as any other; 1 ≤ n < 2⁵³. */
  below(n: number): number {
    must(Number.isSafeInteger(n) && n > 0, `a number below ${n}`)
    for (;;) {
      if (this.at === BLOCK_WORDS) this.refill()
      const high = this.block.getUint32(8 * this.at)
      const low = this.block.getUint32(8 * this.at + 4)
      this.at += 1
      if (high >= HIGH && beyond(high, low, n)) continue
      return n <= SMALL ? remainder(high, low, n) : Number(word(high, low) % BigInt(n))
    }
  }

  private refill(): void {
    putU64(this.input, this.input.length - 8, this.blocks)
    const hash = sha256(this.input)
    this.block = new DataView(hash.buffer, hash.byteOffset)
    this.blocks += 1
    this.at = 0
  }
}

/** The word modulo n, 16 bits at a time: many times faster than BigInt. */
function remainder(high: number, low: number, n: number): number {
  let rest = high % n
  rest = (rest * 65536 + (low >>> 16)) % n
  return (rest * 65536 + (low & 65535)) % n
}

/** Is the word at or above the greatest multiple of n up to 2⁶⁴? */
function beyond(high: number, low: number, n: number): boolean {
  const all = 2n ** 64n
  return word(high, low) >= all - (all % BigInt(n))
}

const word = (high: number, low: number) => (BigInt(high) << 32n) + BigInt(low)
