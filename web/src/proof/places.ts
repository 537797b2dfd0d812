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
import { Stream } from './stream'

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
  const coming = partsOf(manifest, seed)
  const winners: Winner[] = []
  for (const [place, [index, text, path]] of drawn.entries()) {
    const part = atNext(coming)
    must(part !== undefined, `place ${place} is one too many`)
    const leaf = readLeaf(text)
    must(leaf !== null, `place ${place} has no owner`)
    const low = lowIn(manifest, index, text, path)
    must(low === lowBy(manifest, leaf), `place ${place}: unit and position differ`)
    const u = part.first + part.selection.next()
    must(low <= u && u < low + leaf.quantity, `place ${place}: the seed draws number ${u}`)
    const inside = low >= part.first && low + leaf.quantity <= part.end
    must(inside, `place ${place}: a leaf has numbers of another outlet`)
    part.selection.take([low - part.first, leaf.quantity])
    part.wanted -= 1
    winners.push({ index, low, leaf })
    yield
  }
  return { winners, all: atNext(coming) === undefined }
}

/** Numbers among which some places are drawn: all of them, or one outlet's. */
interface Part {
  readonly first: number
  readonly end: number
  readonly selection: Selection
  /** Places still to be drawn. */
  wanted: number
}

function partsOf({ rule, numbers, outlets }: DrawManifest, seed: Bytes): Part[] {
  if (!rule.by_outlet) {
    const selection = new Selection(seed, numbers, rule.without)
    return [{ first: 0, end: numbers, selection, wanted: placesIn(rule) }]
  }
  const stream = new Stream(seed)
  return rule.prizes.map(({ id, count }) => {
    const at = outlets.findIndex(([outlet]) => outlet === id)
    const first = outlets.slice(0, at).reduce((sum, [, given]) => sum + given, 0)
    const given = outlets[at]?.[1] ?? 0
    const selection = new Selection(stream, given, [])
    return { first, end: first + given, selection, wanted: count + rule.alternates }
  })
}

/** The part that the next place is drawn in; what is drawn to its end is behind us. */
function atNext(coming: Part[]): Part | undefined {
  while (coming[0] && (coming[0].wanted === 0 || coming[0].selection.empty)) coming.shift()
  return coming[0]
}

/** How many places a rule has, prizes and alternates; in a draw by outlet these come to each. */
function placesIn({ prizes, alternates, by_outlet }: DrawManifest['rule']): number {
  const waiting = alternates * (by_outlet ? prizes.length : 1)
  return prizes.reduce((sum, prize) => sum + prize.count, 0) + waiting
}

/** Are so many places all that a draw can have, given what their owners have taken? */
export function isWhole(manifest: DrawManifest, drawn: readonly Winner[]): boolean {
  const { rule, outlets, numbers } = manifest
  const taken = (of: readonly Winner[]) => of.reduce((sum, { leaf }) => sum + leaf.quantity, 0)
  if (!rule.by_outlet) {
    const before = rule.without.reduce((sum, [, quantity]) => sum + quantity, 0)
    return before + taken(drawn) === numbers || drawn.length === placesIn(rule)
  }
  return rule.prizes.every(({ id, count }) => {
    const own = drawn.filter(({ leaf }) => leaf.outlet === id)
    const given = outlets.find(([outlet]) => outlet === id)?.[1] ?? 0
    return own.length === count + rule.alternates || taken(own) === given
  })
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
  const { rule } = manifest
  const holds = new Map<number, string>()
  const why = new Map<number, string>()
  // What a prize stays in: its outlet, or the whole draw.
  const partOf = (outlet: string) => (rule.by_outlet ? outlet : '')
  const waiting = new Map<string, number[]>()
  for (const [place, { leaf }] of winners.entries()) {
    const part = partOf(leaf.outlet)
    const before = waiting.get(part)
    if (before) before.push(place)
    else waiting.set(part, [place])
  }
  const give = (part: string, prize: string): boolean => {
    const next = waiting.get(part)?.shift()
    if (next !== undefined) holds.set(next, prize)
    return next !== undefined
  }
  for (const { id, count } of rule.prizes) {
    for (let i = 0; i < count && give(partOf(id), id); i++);
  }
  for (const [place, reason] of passed) {
    const prize = holds.get(place)
    must(prize !== undefined, `place ${place} was passed over without having a prize`)
    holds.delete(place)
    why.set(place, reason)
    give(partOf(winners[place]!.leaf.outlet), prize)
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
