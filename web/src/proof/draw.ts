import { checkChain, checkWord, firstRoundAt, marginOf, timeOf, wordText } from './beacon'
import { equal, toHex, utf8 } from './bytes'
import { write } from './canonical'
import type { DrawFound, Outcome, RainFound } from './found'
import { readManifest, type Manifest } from './manifest'
import { fallen } from './packets'
import type { Pins } from './pins'
import { placed, prizes } from './places'
import { must } from './refused'
import type { Checks } from './report'
import { isSeckill, type Frozen, type Opened, type Row, type RowOf } from './rows'
import { alphaOf, seedOf } from './seed'
import type { Steps } from './steps'
import { vrfOutput } from './vrf'

/** Why a draw is voided when the beacon is silent for too long. */
export const LATE = 'late'

/** What the log has about one draw: the frozen entries, the commitment, and what followed. */
export interface DrawRows {
  readonly frozen: Frozen
  readonly committed: RowOf<'draw_committed'>
  readonly hall: RowOf<'hall_drawn'> | null
  readonly opened: Opened | null
  readonly voided: RowOf<'draw_voided'> | null
  readonly passed: readonly RowOf<'winner_passed_over'>[]
  readonly announced: boolean
}

/** Sort the rows after the commitment, all of one draw. Refuses an order that cannot be. */
export function drawRows(
  frozen: Frozen,
  committed: RowOf<'draw_committed'>,
  after: readonly (Row | null)[],
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
    must(row !== null && row[2] === committed[2], 'a line has nothing to do with this draw')
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
      must(rows.opened !== null, 'a winner passed over before the draw was opened')
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
  const { opened, voided, hall, passed } = rows
  const committed_ms = rows.committed[1]
  const manifest = yield* checks.check('manifest', () => {
    const read = checkManifest(rows.committed, origin, pins)
    return [read, `draw ${read.number}, a ${read.kind} from ${read.window}`]
  })
  const { beacon, round } = manifest
  checks.rest(beacon.kind)
  yield* checks.check('frozen entries', () => {
    checkEntries(manifest, rows.frozen)
    return [null, `${manifest.entries} entries, ${manifest.numbers} numbers`]
  })
  const earliest_ms = committed_ms + marginOf(beacon, manifest.kind)
  yield* checks.check('round', () => {
    checkChain(beacon, pins)
    must(Number.isSafeInteger(earliest_ms), 'the margin ends at no instant')
    const wanted = firstRoundAt(beacon, earliest_ms)
    must(round === wanted, `round ${round} and not ${wanted}, the first after the margin`)
    return [null, `round ${round} of ${beacon.kind}`]
  })
  yield* checks.check('outcome', () => {
    must(opened !== null || voided !== null, 'the draw is neither opened nor voided')
    return [null, opened ? 'opened' : 'voided']
  })
  if (!opened) {
    yield* checks.check('void', () => {
      checkVoid(manifest, voided!, hall !== null)
      return [null, voided![3]]
    })
    if (voided![3] === LATE) checks.unproven.push('unheard')
    const outcome: Outcome = { word: null, void_reason: voided![3], announced: false }
    return manifest.kind === 'draw'
      ? { kind: 'draw', manifest, committed_ms, outcome, places: [] }
      : { kind: 'rain', manifest, committed_ms, outcome, split: null }
  }
  const word = yield* checks.check('beacon', () => {
    const said = opened[3]
    must((beacon.kind === 'hall') === (hall !== null), 'a hall was drawn, or should have been')
    must(hall === null || hall[1] >= earliest_ms, 'the hall drew before the margin was over')
    must(hall === null || equal(utf8(hall[3]), said), 'it is not what was drawn in the hall')
    checkWord(beacon, round, said, pins)
    return [said, wordText(beacon, said)]
  })
  const beta = yield* checks.check('vrf proof', () => {
    const output = vrfOutput(manifest.vrf, alphaOf(manifest, word), opened[4])
    return [output, `output ${toHex(output)}`]
  })
  const seed = seedOf(manifest, word, beta)
  const { announced } = rows
  const outcome: Outcome = { word: wordText(beacon, word), void_reason: null, announced }
  if (manifest.kind === 'rain') {
    const split = yield* fallen(checks, manifest, seed, opened)
    yield* checks.check('passed over', () => {
      must(passed.length === 0, 'nobody is passed over in a rain')
      return [null, 'nobody']
    })
    return { kind: 'rain', manifest, committed_ms, outcome, split }
  }
  const winners = yield* placed(checks, manifest, seed, opened)
  const places = yield* checks.check('passed over', () => {
    const moves = passed.map((row) => [row[3], row[4]] as const)
    const held = prizes(manifest, winners, moves)
    const count = held.filter(({ prize }) => prize !== null).length
    return [held, `${moves.length} passed over, ${count} prizes held`]
  })
  return { kind: 'draw', manifest, committed_ms, outcome, places }
}

/** The manifest of a commitment in this night, under the pinned key. */
export function checkManifest(
  [, , number, text]: RowOf<'draw_committed'>,
  origin: string,
  pins: Pins,
): Manifest {
  const read = readManifest(text)
  must(read.origin === origin, 'the manifest is of another night')
  must(read.number === number, 'the manifest has another number')
  must(equal(read.vrf, pins.vrf), 'the VRF key is not the pinned one')
  return read
}

/** Hold the manifest to the entries as they were frozen. */
function checkEntries(manifest: Manifest, frozen: Frozen): void {
  const [, , window, , root, entries, outlets] = frozen
  must(!isSeckill(frozen), 'nobody draws from a seckill')
  must(manifest.window === window, 'the manifest is about another window')
  must(equal(manifest.root, root), 'the root is not that of the frozen entries')
  must(manifest.entries === entries, 'the number of entries is not that of the frozen ones')
  const given = outlets.map(([outlet, , count]) => [outlet, count])
  must(write(manifest.outlets) === write(given), 'the outlets are not those of the frozen entries')
}

/** Hold a void to its time: too late for the beacon, or called off before its round. */
function checkVoid(
  { beacon, round }: Manifest,
  [, at_ms, , reason]: RowOf<'draw_voided'>,
  drawn: boolean,
): void {
  if (beacon.kind === 'hall') return
  must(!drawn, 'a hall was drawn, but the beacon is none')
  const due_ms = timeOf(beacon, round)
  if (reason === LATE) must(at_ms >= due_ms + beacon.late_ms, 'voided as late before it was late')
  else must(at_ms <= due_ms, 'called off after its round had come')
}
