import { PROMISE } from '../promise'
import { toHex, type Bytes } from './bytes'
import { readFile, type Value } from './canonical'
import { checkDraw, drawRows } from './draw'
import type { EntryFound, Found, ReceiptFound, WindowFound } from './found'
import { checkFrozen, lowIn } from './frozen'
import { readLeaf, shareOf } from './leaf'
import { checkPath, PROVEN_LINES, readLine } from './log'
import { rootOfPath } from './log-tree'
import { HASH_BYTES, pieces } from './merkle'
import { readCheckpoint, type Checkpoint } from './note'
import type { Pins } from './pins'
import { checkBatch } from './receipt'
import { givenOf, voids } from './recount-by-hand'
import { must } from './refused'
import { Checks, reporting, type Report } from './report'
import {
  batchName,
  isByHand,
  origin,
  readRow,
  slug,
  type ByHand,
  type Frozen,
  type Row,
} from './rows'
import { anything, hex, integer, just, like, list, map, object, oneOf, positive, text } from './shape'
import { finish, type Steps } from './steps'

/** The bundles of docs/proof.md section 6, each checked against pinned keys alone. */
const DRAW = object({ checkpoint: anything, gala: just('draw'), lines: anything, version: just(1) })

const WINDOW = object({
  checkpoint: anything,
  gala: just('window'),
  leaves: list(text),
  lines: anything,
  version: just(1),
})

const ENTRY = object({
  entries: positive,
  gala: just('entry'),
  index: integer,
  leaf: text,
  numbers: positive,
  path: hex(),
  root: hex(32),
  version: just(1),
  window: slug,
})

export const RECEIPT = object({
  batch: batchName,
  gala: just('receipt'),
  index: integer,
  leaf: text,
  origin,
  path: hex(),
  promise: like(PROMISE),
  signature: hex(64),
  size: positive,
  version: just(1),
  window: slug,
})

export type ReceiptFields = ReturnType<typeof RECEIPT>

const KIND = oneOf('draw', 'window', 'entry', 'receipt')
export type Kind = ReturnType<typeof KIND>

/** Verify a bundle, whatever its bytes: it never throws. */
export function verifyBundle(bytes: Bytes, pins: Pins): Report {
  return finish(verifying(bytes, pins))
}

/** The same in steps; `checks` has what is done so far. */
export function* verifying(bytes: Bytes, pins: Pins, checks = new Checks()): Steps<Report> {
  return yield* reporting(checks, function* (): Steps<Found> {
    const [kind, value] = yield* checks.check('encoding', () => {
      const read = readFile(bytes)
      const is = KIND(map(read, 'the file')['gala'], 'gala')
      return [[is, read] as const, `a bundle of kind ${is}`]
    })
    return yield* VERIFY[kind](checks, value, pins)
  })
}

const VERIFY: { [K in Kind]: (checks: Checks, value: Value, pins: Pins) => Steps<Found> } = {
  draw: function* (checks, value, pins) {
    checks.unproven.push('persons', 'one_log', 'silence', 'later')
    const bundle = yield* checks.check('bundle', () => [DRAW(value, 'bundle'), ''])
    const checkpoint = yield* checkpointOf(checks, bundle.checkpoint, pins)
    const rows = yield* rowsOf(checks, bundle.lines, checkpoint)
    const story = yield* checks.check('story', () => {
      const [frozen, committed, ...after] = rows
      must(frozen?.[0] === 'entries_frozen', 'the first line is not entries_frozen')
      must(committed?.[0] === 'draw_committed', 'the second line is not draw_committed')
      return [drawRows(frozen, committed, after), `draw ${committed[2]}`]
    })
    return yield* checkDraw(checks, story, checkpoint.origin, pins)
  },

  window: function* (checks, value, pins): Steps<WindowFound> {
    checks.unproven.push('persons', 'arrival', 'one_log', 'untold')
    const bundle = yield* checks.check('bundle', () => [WINDOW(value, 'bundle'), ''])
    const checkpoint = yield* checkpointOf(checks, bundle.checkpoint, pins)
    const rows = yield* rowsOf(checks, bundle.lines, checkpoint)
    let by_hand: readonly ByHand[] = []
    const frozen = yield* checks.check('story', () => {
      const freezes = rows.filter((row): row is Frozen => row?.[0] === 'entries_frozen')
      const done = rows.filter((row): row is ByHand => row !== null && isByHand(row))
      const [row] = freezes
      const whole = freezes.length === 1 && done.length === rows.length - 1
      must(row !== undefined && whole, 'not the one line of a freeze')
      must(done.every((one) => one[2] === row[2]), 'a line is about another window')
      by_hand = done
      return [row, `window ${row[2]}`]
    })
    return yield* checks.long('frozen tree', function* () {
      const tree = yield* checkFrozen(frozen, bundle.leaves)
      const found = { ...tree, voided: voids(by_hand, givenOf(frozen[2], bundle.leaves)) }
      return [found, `${bundle.leaves.length} leaves, root ${toHex(found.root)}`]
    })
  },

  entry: function* (checks, value): Steps<EntryFound> {
    checks.unproven.push('frozen', 'persons', 'one_log')
    const entry = yield* checks.check('bundle', () => [ENTRY(value, 'bundle'), ''])
    return yield* checks.check('sum path', () => {
      const { entries, index, leaf, numbers, path, root, window } = entry
      const low = lowIn(entry, index, leaf, path)
      const [, quantity] = shareOf(leaf)
      const said = `numbers ${low} to ${low + quantity - 1} of ${numbers}`
      const own = readLeaf(leaf)
      const found = { window, index, entries, leaf: own, low, quantity, root, numbers }
      return [{ kind: 'entry', ...found }, said]
    })
  },

  receipt: function* (checks, value, pins): Steps<ReceiptFound> {
    checks.unproven.push('kept', 'persons', 'arrival', 'disk')
    const receipt = yield* checks.check('bundle', () => [RECEIPT(value, 'bundle'), ''])
    return yield* checks.check('receipt signature', () => {
      const found = openReceipt(receipt, pins)
      const { unit, outlet, quantity } = found.leaf
      const what = `${found.window}: unit ${unit} of ${outlet}, quantity ${quantity}`
      return [found, `${what}, promise ${found.promise}`]
    })
  },
}

/** What a receipt proves. Refuses one that the receipts key has not signed. */
export function openReceipt(fields: ReceiptFields, pins: Pick<Pins, 'receipts'>): ReceiptFound {
  const { window, batch, promise } = fields
  const leaf = readLeaf(fields.leaf)
  must(leaf !== null, 'a receipt for a unit that was not sold')
  const root = rootOfPath(fields.leaf, fields.index, fields.size, pieces(fields.path, HASH_BYTES))
  checkBatch(fields, root, fields.signature, pins.receipts)
  return { kind: 'receipt', origin: fields.origin, window, batch, promise, leaf }
}

function* checkpointOf(checks: Checks, note: Value, pins: Pins): Steps<Checkpoint> {
  return yield* checks.check('checkpoint signature', () => {
    const checkpoint = readCheckpoint(text(note, 'checkpoint'), pins.log)
    return [checkpoint, `${checkpoint.origin}, ${checkpoint.size} lines`]
  })
}

function* rowsOf(checks: Checks, value: Value, checkpoint: Checkpoint): Steps<(Row | null)[]> {
  const lines = yield* checks.check('log path', () => {
    const proven = PROVEN_LINES(value, 'lines')
    for (const line of proven) checkPath(line, checkpoint)
    const ascending = proven.every(({ i }, at) => at === 0 || i > proven[at - 1]!.i)
    must(ascending, 'the lines are not in the order of the log')
    return [proven, `lines ${proven.map(({ i }) => i).join(', ')}`]
  })
  return yield* checks.check('lines', () => {
    const rows = lines.map(({ i, line }) => {
      const found = readLine(line)
      must(found.i === i, `line ${i} says that it is line ${found.i}`)
      return readRow(found.event)
    })
    return [rows, '']
  })
}
