import type { Bytes } from './bytes'
import { readFile, type Value } from './canonical'
import { checkDraw, drawRows } from './draw'
import type { EntryFound, Found, ReceiptFound, WindowFound } from './found'
import { checkFrozen } from './frozen'
import { readLeaf, shareOf } from './leaf'
import { PROVEN_LINE, provenLine, type ProvenLine } from './log'
import { rootOfPath } from './log-tree'
import { readCheckpoint, type Checkpoint } from './note'
import type { Pins } from './pins'
import { checkBatch } from './receipt'
import { must } from './refused'
import { Checks, reporting, type Report, type Unproven } from './report'
import { batchName, origin, readRow, slug, type Row } from './rows'
import { hex, hexes, integer, just, list, map, object, oneOf, positive, text } from './shape'
import { finish, type Steps } from './steps'
import { lowOf, NODE_BYTES } from './sum-tree'

/** The bundles of docs/proof.md section 6, each checked against pinned keys alone. */
const DRAW = object({
  checkpoint: text,
  gala: just('draw'),
  lines: list(PROVEN_LINE),
  version: just(1),
})

const WINDOW = object({
  checkpoint: text,
  gala: just('window'),
  leaves: list(text),
  lines: list(PROVEN_LINE),
  version: just(1),
})

const ENTRY = object({
  entries: positive,
  gala: just('entry'),
  index: integer,
  leaf: text,
  numbers: positive,
  path: hexes(NODE_BYTES),
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
  path: hexes(32),
  signature: hex(64),
  size: positive,
  version: just(1),
  window: slug,
})

export type ReceiptFields = ReturnType<typeof RECEIPT>

const KIND = oneOf('draw', 'window', 'entry', 'receipt')
type Kind = ReturnType<typeof KIND>

const MORE: { readonly [K in Kind]: readonly Unproven[] } = {
  draw: ['last_freeze', 'complete'],
  window: [],
  entry: ['root'],
  receipt: [],
}

/** Verify a bundle, whatever its bytes: it never throws. */
export function verifyBundle(bytes: Bytes, pins: Pins): Report {
  return finish(verifying(bytes, pins))
}

/** The same in steps; `checks` has what is done so far. */
export function* verifying(bytes: Bytes, pins: Pins, checks = new Checks()): Steps<Report> {
  const kind = kindOf(bytes)
  return yield* reporting(checks, kind ? MORE[kind] : [], function* (): Steps<Found> {
    const [is, value] = yield* checks.check('bundle', () => {
      const read = readFile(bytes)
      const what = KIND(map(read, 'bundle')['gala'], 'bundle.gala')
      SHAPES[what](read, 'bundle')
      return [[what, read] as const, what]
    })
    return yield* VERIFY[is](checks, value, pins)
  })
}

/** What kind of bundle it says to be, before anything is checked. */
export function kindOf(bytes: Bytes): Kind | null {
  try {
    return KIND(map(readFile(bytes), 'bundle')['gala'], 'bundle.gala')
  } catch {
    return null
  }
}

const SHAPES = { draw: DRAW, window: WINDOW, entry: ENTRY, receipt: RECEIPT }

const VERIFY: { [K in Kind]: (checks: Checks, value: Value, pins: Pins) => Steps<Found> } = {
  draw: function* (checks, value, pins) {
    const { checkpoint: note, lines } = DRAW(value, 'bundle')
    const checkpoint = yield* checkpointOf(checks, note, pins)
    const rows = yield* rowsOf(checks, lines, checkpoint)
    const found = yield* checks.check('lines', () => {
      const [frozen, committed, ...after] = rows
      must(frozen?.[0] === 'entries_frozen', 'the first line is not entries_frozen')
      must(committed?.[0] === 'draw_committed', 'the second line is not draw_committed')
      return [drawRows(frozen, committed, after), `draw ${committed[2]}`]
    })
    return yield* checkDraw(checks, found, checkpoint.origin, pins)
  },

  window: function* (checks, value, pins): Steps<WindowFound> {
    const { checkpoint: note, lines, leaves } = WINDOW(value, 'bundle')
    const checkpoint = yield* checkpointOf(checks, note, pins)
    const rows = yield* rowsOf(checks, lines, checkpoint)
    return yield* checks.long('frozen tree', function* () {
      const [row] = rows
      must(rows.length === 1 && row?.[0] === 'entries_frozen', 'the line is not entries_frozen')
      return [yield* checkFrozen(row, leaves), `${leaves.length} leaves`]
    })
  },

  entry: function* (checks, value): Steps<EntryFound> {
    return yield* checks.check('frozen tree', () => {
      const { entries, index, leaf, numbers, path, root: hash, window } = ENTRY(value, 'bundle')
      const root = { hash, sum: numbers }
      const share = shareOf(leaf)
      const quantity = share[1]
      const low = lowOf(share, index, entries, path, root)
      const said = `numbers ${low} to ${low + quantity - 1} of ${numbers}`
      const own = readLeaf(leaf)
      return [{ kind: 'entry', window, index, entries, leaf: own, low, quantity, root }, said]
    })
  },

  receipt: function* (checks, value, pins): Steps<ReceiptFound> {
    const fields = RECEIPT(value, 'bundle')
    return yield* checks.check('receipt signature', () => [
      openReceipt(fields, pins),
      `batch ${fields.batch}`,
    ])
  },
}

/** What a receipt proves. Refuses one that the receipts key has not signed. */
export function openReceipt(fields: ReceiptFields, pins: Pick<Pins, 'receipts'>): ReceiptFound {
  const { window, batch } = fields
  const leaf = readLeaf(fields.leaf)
  must(leaf !== null, 'a receipt for a unit that was not sold')
  const root = rootOfPath(fields.leaf, fields.index, fields.size, fields.path)
  checkBatch(fields, root, fields.signature, pins.receipts)
  return { kind: 'receipt', origin: fields.origin, window, batch, leaf }
}

function* checkpointOf(checks: Checks, note: string, pins: Pins): Steps<Checkpoint> {
  return yield* checks.check('checkpoint signature', () => {
    const checkpoint = readCheckpoint(note, pins.log)
    return [checkpoint, `${checkpoint.origin}, ${checkpoint.size} lines`]
  })
}

function* rowsOf(checks: Checks, lines: ProvenLine[], checkpoint: Checkpoint): Steps<Row[]> {
  return yield* checks.check('log path', () => {
    const proven = lines.map((line) => provenLine(line, checkpoint))
    const ascending = proven.every(({ i }, at) => at === 0 || i > proven[at - 1]!.i)
    must(ascending, 'the lines are not in the order of the log')
    const rows = proven.map(({ event }) => readRow(event))
    must(rows.every((row): row is Row => row !== null), 'a line that has no place here')
    return [rows, `${lines.length} lines under the checkpoint`]
  })
}

