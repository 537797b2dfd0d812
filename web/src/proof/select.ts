import type { Bytes } from './bytes'
import { must } from './refused'
import { Stream } from './stream'

export type Range = readonly [low: number, quantity: number]

/** Draws one number after the other, each among those that nobody drawn so far owns. */
export class Selection {
  private readonly stream: Stream
  private readonly taken: Range[]
  private left: number

  constructor(source: Bytes | Stream, numbers: number, without: readonly Range[]) {
    this.stream = source instanceof Stream ? source : new Stream(source)
    this.taken = [...without]
    this.left = numbers - without.reduce((sum, [, quantity]) => sum + quantity, 0)
  }

  /** Is nobody left to be drawn? */
  get empty(): boolean {
    return this.left === 0
  }

  /** The next number that is drawn. */
  next(): number {
    let u = this.stream.below(this.left)
    for (const [low, quantity] of this.taken) {
      if (u < low) break
      u += quantity
    }
    return u
  }

  /** The owner of the number just drawn is out of the next ones. */
  take(range: Range): void {
    const [low, quantity] = range
    let at = this.taken.length
    while (at > 0 && this.taken[at - 1]![0] > low) at -= 1
    const [before, after] = [this.taken[at - 1], this.taken[at]]
    const apart = !(before && before[0] + before[1] > low) && !(after && low + quantity > after[0])
    must(apart, 'a leaf that was drawn has a number that was taken')
    this.taken.splice(at, 0, range)
    this.left -= quantity
  }
}
