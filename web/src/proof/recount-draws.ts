import { write } from './canonical'
import { checkDraw, checkManifest, drawRows, LATE } from './draw'
import type { DrawFound, RainFound } from './found'
import { readLeaf } from './leaf'
import type { Manifest } from './manifest'
import type { Pins } from './pins'
import { lowBy, prizes } from './places'
import type { WholeLog, Told } from './recount-log'
import type { Rebuilt } from './recount-windows'
import { must } from './refused'
import { part, type Checks } from './report'
import { isByHand, type RowOf } from './rows'
import type { Range } from './select'
import type { Steps } from './steps'

/** A draw as the log tells it. */
export interface ToldDraw {
  readonly manifest: Manifest
  readonly window: Rebuilt
  /** Who had won from the same entries when it was committed to. */
  readonly taken: readonly Range[]
  readonly lines: Told[]
}

/** Every draw of the night, decided again; their numbers count up from 1. */
export function* checkDraws(
  checks: Checks,
  log: WholeLog,
  windows: readonly Rebuilt[],
  pins: Pins,
): Steps<(readonly [ToldDraw, DrawFound | RainFound])[]> {
  const told = yield* checks.check('numbers', () => {
    const draws = drawsOf(log, windows, pins)
    checkGivenUp(log, draws)
    return [draws, `${draws.length} draws`]
  })
  const decided: (readonly [ToldDraw, DrawFound | RainFound])[] = []
  for (const draw of told) {
    const found = yield* part(checks, `draw ${draw.manifest.number}`, function* (inner) {
      const outcome = yield* again(inner, draw, log, pins)
      return [outcome, endOf(outcome)]
    })
    decided.push([draw, found])
  }
  if (decided.some(([, { outcome }]) => outcome.void_reason === LATE)) checks.unproven.push('unheard')
  return decided
}

/** How a draw ended, in few words. */
function endOf(found: DrawFound | RainFound): string {
  const { void_reason: reason } = found.outcome
  if (reason !== null) return `voided: ${reason}`
  if (found.kind === 'rain') return `${found.split?.paid_fen ?? 0} fen paid`
  return `${found.places.filter(({ prize }) => prize !== null).length} prizes held`
}

function* again(
  inner: Checks,
  { manifest, window, taken, lines }: ToldDraw,
  log: WholeLog,
  pins: Pins,
): Steps<DrawFound | RainFound> {
  const rows = yield* inner.check('story', () => {
    const [committed, ...after] = lines.map(({ row }) => row)
    must(committed?.[0] === 'draw_committed', 'it does not begin with its commitment')
    return [drawRows(window.frozen, committed, after), '']
  })
  yield* inner.check('frozen entries', () => {
    const { beacon, rule } = manifest
    must(sameBeacon(beacon, log.beacon), 'the manifest names another beacon than the log')
    const apart = !('without' in rule) || write(rule.without) === write(taken)
    must(apart, 'those without a part are not the winners from the same entries')
    return [null, '']
  })
  return yield* checkDraw(inner, rows, log.origin, pins)
}

function drawsOf(log: WholeLog, windows: readonly Rebuilt[], pins: Pins): ToldDraw[] {
  const draws: ToldDraw[] = []
  const latest = new Map<string, Rebuilt>()
  const byLine = new Map(windows.map((window) => [window.told.i, window]))
  for (const told of log.rows) {
    const { row } = told
    if (row[0] === 'entries_frozen') {
      latest.set(row[2], byLine.get(told.i)!)
      continue
    }
    if (row[0] === 'draw_given_up' || row[0] === 'sheet_edited' || isByHand(row)) continue
    if (row[0] === 'draw_committed') {
      must(row[2] === draws.length + 1, `draw ${draws.length + 1} is missing before ${row[2]}`)
      const manifest = checkManifest(row, log.origin, pins)
      const window = latest.get(manifest.window)
      must(window !== undefined, `draw ${row[2]} is from a window that was not frozen`)
      const taken = draws.filter((draw) => draw.window === window).flatMap(winners)
      draws.push({ manifest, window, taken: taken.sort(([a], [b]) => a - b), lines: [] })
    }
    const draw = draws[row[2] - 1]
    must(draw !== undefined, `draw ${row[2]} goes on without a commitment`)
    draw.lines.push(told)
  }
  return draws
}

/** The numbers of those who hold a prize, by the lines so far. */
function winners({ manifest, lines }: ToldDraw): Range[] {
  const opened = lines.map(({ row }) => row).find(isOpened)
  if (!opened || manifest.kind !== 'draw') return []
  const drawn = opened[5].map(([index, text]) => {
    const leaf = readLeaf(text)
    must(leaf !== null, 'a place has no owner')
    return { index, low: lowBy(manifest, leaf), leaf }
  })
  const passed = lines.flatMap(({ row }) => {
    return row[0] === 'winner_passed_over' ? [[row[3], row[4]] as const] : []
  })
  return prizes(manifest, drawn, passed)
    .filter(({ prize }) => prize !== null)
    .map(({ low, leaf }) => [low, leaf.quantity])
}

function isOpened(row: Told['row']): row is RowOf<'draw_opened'> {
  return row[0] === 'draw_opened'
}

/** Nobody gives up what was drawn. */
function checkGivenUp(log: WholeLog, draws: readonly ToldDraw[]): void {
  const opened = draws.filter(({ lines }) => lines.some(({ row }) => /_opened$/.test(row[0])))
  const segments = new Set(opened.map(({ manifest }) => manifest.segment))
  for (const { row } of log.rows) {
    const drawn = row[0] === 'draw_given_up' && segments.has(row[2])
    must(!drawn, 'a draw was opened, and given up')
  }
}

function sameBeacon(a: Manifest['beacon'], b: Manifest['beacon']): boolean {
  return write({ ...a, chain: [...a.chain] }) === write({ ...b, chain: [...b.chain] })
}
