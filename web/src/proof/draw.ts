import { checkBeacon, checkWord, hallWord, roundFor, wordText } from './beacon'
import { equal, toHex } from './bytes'
import type { DrawFound, Outcome, RainFound } from './found'
import { readManifest, type Manifest } from './manifest'
import { fallen } from './packets'
import type { Pins } from './pins'
import { placed } from './places'
import { must } from './refused'
import type { Checks } from './report'
import type { Frozen, Row, RowOf } from './rows'
import { alphaOf, seedOf } from './seed'
import type { Steps } from './steps'
import { vrfOutput } from './vrf'

/** What the log has about one draw: the frozen entries, the commitment, and what followed. */
export interface DrawRows {
  readonly frozen: Frozen
  readonly committed: RowOf<'draw_committed'>
  readonly hall: RowOf<'hall_drawn'> | null
  readonly opened: RowOf<'draw_opened'> | RowOf<'rain_opened'> | null
  readonly voided: RowOf<'draw_voided'> | null
  readonly passed: readonly RowOf<'winner_passed_over'>[]
  readonly announced: boolean
}

/** Sort the rows after the commitment, all of one draw. Refuses an order that cannot be. */
export function drawRows(
  frozen: Frozen,
  committed: RowOf<'draw_committed'>,
  after: readonly Row[],
): DrawRows {
  let rows: DrawRows = {
    frozen,
    committed,
    hall: null,
    opened: null,
    voided: null,
    passed: [],
    announced: false,
  }
  for (const row of after) {
    must(row[2] === committed[2], `${row[0]} is of another draw`)
    rows = following(rows, row)
  }
  return rows
}

function following(rows: DrawRows, row: Row): DrawRows {
  const decided = rows.opened !== null || rows.voided !== null
  switch (row[0]) {
    case 'hall_drawn':
      must(!decided && !rows.hall, 'a hall was drawn when it could not be')
      return { ...rows, hall: row }
    case 'draw_opened':
    case 'rain_opened':
      must(!decided, 'opened after it was decided')
      return { ...rows, opened: row }
    case 'draw_voided':
      must(!decided, 'voided after it was decided')
      return { ...rows, voided: row }
    case 'winner_passed_over':
      must(rows.opened?.[0] === 'draw_opened', 'a winner passed over before the draw was opened')
      return { ...rows, passed: [...rows.passed, row] }
    case 'draw_announced':
      must(rows.opened !== null && !rows.announced, 'announced when it could not be')
      return { ...rows, announced: true }
    default:
      must(false, `${row[0]} has no place in a draw`)
  }
}

/** Check everything about one draw, and compute its outcome again. */
export function* checkDraw(
  checks: Checks,
  rows: DrawRows,
  origin: string,
  pins: Pins,
): Steps<DrawFound | RainFound> {
  const manifest = yield* checks.check('manifest', () => {
    const read = readManifest(rows.committed[3])
    checkManifest(read, rows, origin, pins)
    return [read, `number ${read.number}, ${toHex(read.hash)}`]
  })
  checks.beacon = manifest.beacon.kind
  const { round, beacon } = manifest
  yield* checks.check('round', () => {
    const wanted = roundFor(beacon, rows.committed[1])
    must(round === wanted, `round ${round} and not ${wanted}`)
    return [round, beacon.kind === 'hall' ? 'none: a hall beacon' : `round ${round}`]
  })
  const committed_ms = rows.committed[1]
  const { opened } = rows
  if (!opened) {
    const outcome = outcomeOf(rows, null)
    return manifest.kind === 'draw'
      ? { kind: 'draw', manifest, committed_ms, outcome, places: [] }
      : { kind: 'rain', manifest, committed_ms, outcome, split: null }
  }
  const word = yield* checks.check('beacon', () => {
    const said = opened[3]
    if (rows.hall) must(equal(hallWord(rows.hall[3]), said), 'not what was drawn in the hall')
    must((beacon.kind === 'hall') === (rows.hall !== null), 'a hall was drawn, or should have been')
    checkWord(beacon, round, said, pins)
    return [said, `${beacon.kind}, ${wordText(beacon, said)}`]
  })
  const beta = yield* checks.check('vrf proof', () => {
    const output = vrfOutput(manifest.vrf, alphaOf(manifest, word), opened[4])
    return [output, `output ${toHex(output)}`]
  })
  const outcome = outcomeOf(rows, wordText(beacon, word))
  const seed = seedOf(manifest, word, beta)
  if (manifest.kind === 'draw') {
    const places = yield* placed(checks, manifest, seed, opened, rows.passed)
    return { kind: 'draw', manifest, committed_ms, outcome, places }
  }
  const split = yield* fallen(checks, manifest, seed, opened)
  return { kind: 'rain', manifest, committed_ms, outcome, split }
}

function checkManifest(manifest: Manifest, rows: DrawRows, origin: string, pins: Pins): void {
  const [, , window, , root, entries, outlets] = rows.frozen
  must(manifest.number === rows.committed[2], 'the manifest has another number')
  must(manifest.origin === origin, 'the manifest is of another night')
  must(manifest.window === window, 'the manifest is about another window')
  must(equal(manifest.root, root), 'the root is not that of the frozen entries')
  must(manifest.entries === entries, 'the number of entries is not that of the frozen ones')
  const same =
    manifest.outlets.length === outlets.length &&
    manifest.outlets.every(([outlet, given], i) => {
      const [frozenOutlet, declared, frozenGiven] = outlets[i]!
      return outlet === frozenOutlet && given === frozenGiven && declared === 0
    })
  must(same, 'the outlets are not those of the frozen entries')
  must(equal(manifest.vrf, pins.vrf), 'the VRF key is not the pinned one')
  checkBeacon(manifest.beacon, pins)
}

function outcomeOf(rows: DrawRows, word: string | null): Outcome {
  const { opened, voided, announced } = rows
  const state = opened ? 'opened' : voided ? 'voided' : 'committed'
  return { state, word, void_reason: voided?.[3] ?? null, announced }
}

