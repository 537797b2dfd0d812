import { BEACON, checkBeacon } from './beacon'
import { sha256, type Bytes } from './bytes'
import { read, type Value } from './canonical'
import { SLUG } from './leaf'
import { ORIGIN } from './note'
import { must } from './refused'
import { anything, hex, integer, just, like, list, object, oneOf, positive, row } from './shape'

/** The commitment of docs/proof.md section 5: what is decided, over which entries, by what. */
export type Manifest = DrawManifest | RainManifest

interface Common extends Omit<ReturnType<typeof MANIFEST>, 'kind' | 'rule'> {
  readonly text: string
  /** What seed and α are made of. */
  readonly hash: Bytes
}

export interface DrawManifest extends Common {
  readonly kind: 'draw'
  readonly rule: DrawRule
}

export interface RainManifest extends Common {
  readonly kind: 'rain'
  readonly rule: RainRule
}

export interface DrawRule extends ReturnType<typeof DRAW> {
  /** Is each prize, by its id an outlet, drawn among that outlet's entries? So in a seckill. */
  readonly by_outlet: boolean
}
export type RainRule = ReturnType<typeof RAIN>

const slug = like(SLUG)

const PRIZES = list(object({ count: positive, id: slug, value_fen: integer }))

const BY_OUTLET = object({ alternates: integer, by: just('outlet'), prizes: PRIZES })

const DRAW = object({
  alternates: integer,
  prizes: PRIZES,
  without: list(row(integer, positive)),
})

const RAIN = object({
  max_fen: integer,
  min_fen: positive,
  packets: positive,
  pool_fen: integer,
})

const MANIFEST = object({
  algorithm: just('gala/draw/v1'),
  beacon: BEACON,
  entries: positive,
  gala: just('manifest'),
  kind: oneOf('draw', 'rain'),
  number: positive,
  numbers: positive,
  origin: like(ORIGIN),
  outlets: list(row(slug, integer)),
  root: hex(32),
  round: integer,
  rule: anything,
  segment: slug,
  version: just(1),
  vrf: hex(32),
  window: slug,
})

/** The manifest of a text. Refuses one that contradicts itself. */
export function readManifest(text: string): Manifest {
  const { kind, rule: raw, ...fields } = MANIFEST(read(text), 'manifest')
  const { entries, numbers, outlets, round, beacon } = fields
  distinct(outlets.map(([outlet]) => outlet), 'an outlet stands twice in the manifest')
  const given = outlets.reduce((sum, [, quantity]) => sum + quantity, 0)
  must(given === numbers, 'the numbers of the outlets do not add up')
  must(entries <= numbers, 'there are more entries than numbers')
  checkBeacon(beacon)
  must((round === 0) === (beacon.kind === 'hall'), 'only a hall beacon has round 0')
  const common = { ...fields, text, hash: sha256('gala/manifest/v1\n', text) }
  if (kind === 'draw') {
    const rule = drawRule(raw, outlets)
    must(rule.prizes.length > 0, 'there is no prize')
    distinct(rule.prizes.map(({ id }) => id), 'two prizes have one id')
    checkWithout(rule.without, numbers)
    return { ...common, kind, rule }
  }
  const rule = RAIN(raw, 'manifest.rule')
  checkPool(rule)
  return { ...common, kind, rule }
}

function drawRule(raw: Value, outlets: readonly (readonly [string, number])[]): DrawRule {
  if (typeof raw !== 'object' || raw === null || !('by' in raw)) {
    return { ...DRAW(raw, 'manifest.rule'), by_outlet: false }
  }
  const { alternates, prizes } = BY_OUTLET(raw, 'manifest.rule')
  const there = new Set(outlets.map(([outlet]) => outlet))
  must(prizes.every(({ id }) => there.has(id)), 'a prize is for an outlet that is not there')
  return { alternates, prizes, without: [], by_outlet: true }
}

function distinct(names: readonly string[], why: string): void {
  must(new Set(names).size === names.length, why)
}

function checkWithout(without: DrawRule['without'], numbers: number): void {
  let free = 0
  for (const [low, quantity] of without) {
    must(low >= free, 'who has won before is not in ascending order')
    free = low + quantity
  }
  must(free <= numbers, 'who has won before has numbers that are none')
}

function checkPool({ min_fen, max_fen, packets, pool_fen }: RainRule): void {
  const so = min_fen <= max_fen && packets * min_fen <= pool_fen && pool_fen <= packets * max_fen
  must(so, 'the pool cannot be split into such packets')
}
