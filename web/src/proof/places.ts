import type { Bytes } from './bytes'
import type { Place } from './found'
import { lowIn } from './frozen'
import { readLeaf, type Leaf } from './leaf'
import type { DrawManifest } from './manifest'
import { must } from './refused'
import type { Checks } from './report'
import type { Opened } from './rows'
import { Selection } from './select'
import type { Steps } from './steps'

/** A leaf that is said to have been drawn, and its path in the frozen tree. */
export type Drawn = readonly [index: number, leaf: string, path: Bytes]

export interface Winner {
  readonly index: number
  readonly low: number
  readonly leaf: Leaf
}

/**
 * Who was drawn, place after place, and whether these are all. Refuses a leaf that does not own the
 * number that the seed draws, and more places than there are.
 */
export function* selecting(
  manifest: DrawManifest,
  seed: Bytes,
  drawn: readonly Drawn[],
): Steps<{ winners: Winner[]; all: boolean }> {
  const { rule, numbers } = manifest
  const wanted = placesOf(manifest)
  const selection = new Selection(seed, numbers, rule.without)
  const winners: Winner[] = []
  for (const [place, [index, text, path]] of drawn.entries()) {
    must(place < wanted && !selection.empty, `place ${place} is one too many`)
    const leaf = readLeaf(text)
    must(leaf !== null, `place ${place} has no owner`)
    const low = lowIn(manifest, index, text, path)
    must(low === lowBy(manifest, leaf), `place ${place}: unit and position differ`)
    const u = selection.next()
    must(low <= u && u < low + leaf.quantity, `place ${place}: the seed draws number ${u}`)
    selection.take([low, leaf.quantity])
    winners.push({ index, low, leaf })
    yield
  }
  return { winners, all: winners.length === wanted || selection.empty }
}

/** How many places a draw has, prizes and alternates. */
export function placesOf({ rule }: DrawManifest): number {
  return rule.prizes.reduce((sum, prize) => sum + prize.count, 0) + rule.alternates
}

/** The first of a leaf's numbers, as its outlet and unit tell it. */
export function lowBy(manifest: Pick<DrawManifest, 'outlets'>, leaf: Leaf): number {
  let before = 0
  for (const [outlet, given] of manifest.outlets) {
    if (outlet === leaf.outlet) return before + leaf.unit - 1
    before += given
  }
  must(false, `no outlet ${leaf.outlet} in the manifest`)
}

/** Give the prizes to the places: the first ones have them, passing over moves them on. */
export function prizes(
  manifest: DrawManifest,
  winners: readonly Winner[],
  passed: readonly (readonly [place: number, reason: string])[],
): Place[] {
  const holds = new Map<number, string>()
  const why = new Map<number, string>()
  let next = 0
  for (const { id, count } of manifest.rule.prizes) {
    for (let i = 0; i < count && next < winners.length; i++) holds.set(next++, id)
  }
  for (const [place, reason] of passed) {
    const prize = holds.get(place)
    must(prize !== undefined, `place ${place} was passed over without having a prize`)
    holds.delete(place)
    why.set(place, reason)
    if (next < winners.length) holds.set(next++, prize)
  }
  return winners.map((winner, place) => ({
    ...winner,
    place,
    prize: holds.get(place) ?? null,
    passed: why.get(place) ?? null,
  }))
}

/** The check of an opened draw. */
export function* placed(
  checks: Checks,
  manifest: DrawManifest,
  seed: Bytes,
  opened: Opened,
): Steps<Winner[]> {
  return yield* checks.long('places', function* () {
    must(opened[0] === 'draw_opened', 'a draw was opened like a rain')
    const { winners, all } = yield* selecting(manifest, seed, opened[5])
    must(all, 'not all places have been drawn')
    return [winners, `${winners.length} places`]
  })
}
