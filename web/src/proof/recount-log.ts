import { PROMISE } from '../promise'
import { APPROVALS, type Approval } from './approval'
import { AUDITS, type Audit } from './audit'
import { BEACON, checkBeacon, type Beacon } from './beacon'
import { equal, fromUtf8, toHex, type Bytes } from './bytes'
import { lines, read, type Value } from './canonical'
import { hashOf, readLine } from './log'
import { leafHash, logRoot } from './log-tree'
import { readCheckpoint, type Checkpoint } from './note'
import type { Pins } from './pins'
import { fileOf, type Files } from './record'
import { must } from './refused'
import type { Checks } from './report'
import { readRow, slug, type Row } from './rows'
import { bool, hex, integer, just, like, map, object, text } from './shape'
import type { Steps } from './steps'

/** A row that matters here, with the number and the text of its line. */
export interface Told {
  readonly i: number
  readonly line: string
  readonly row: Row
}

/** A log that was read from its first line to its last. */
export interface WholeLog {
  readonly origin: string
  readonly promise: string
  /** The text of the run sheet. */
  readonly sheet: string
  readonly rehearsal: boolean
  readonly sheet_digest: string
  readonly mode: string
  /** What auditors have signed. */
  readonly audits: readonly Audit[]
  /** Who has approved a night that nobody drives. */
  readonly approvals: readonly Approval[]
  readonly beacon: Beacon
  readonly rows: readonly Told[]
  readonly hashes: readonly Bytes[]
  readonly checkpoint: Checkpoint
}

const KEYS = {
  beacon: BEACON,
  gala: just('log'),
  hash: hex(32),
  keys: object({ log: hex(32), receipts: hex(32), vrf: hex(32) }),
  mode: text,
  origin_ms: integer,
  pace_milli: integer,
  promise: like(PROMISE),
  rehearsal: bool,
  rules_version: integer,
  sheet: text,
  sheet_digest: text,
  show: slug,
  version: just(1),
}
const HEADER = object(KEYS)

const LINES_A_STEP = 64

/** Read the whole log: its chain, its keys, and the checkpoint over it all. */
export function* checkLog(checks: Checks, files: Files, pins: Pins): Steps<WholeLog> {
  const log = yield* checks.long('log', function* () {
    const [first, ...others] = lines(fileOf(files, 'log.jsonl'))
    const { hash, ...header } = readHeader(first ?? '', pins)
    const hashes = [leafHash(first!)]
    const rows: Told[] = []
    let before = hash
    for (const line of others) {
      const i = hashes.length
      const found = readLine(line)
      must(found.i === i && found.prev === before, `line ${i} does not continue the one before`)
      before = found.hash
      hashes.push(leafHash(line))
      const row = readRow(found.event)
      if (row) rows.push({ i, line, row })
      if (i % LINES_A_STEP === 0) yield
    }
    return [{ ...header, rows, hashes }, `${hashes.length} lines of ${header.origin}`]
  })
  const checkpoint = yield* checks.long('checkpoint', function* () {
    const signed = readCheckpoint(fromUtf8(fileOf(files, 'checkpoint')), pins.log)
    const root = yield* logRoot(log.hashes)
    const same =
      signed.origin === log.origin &&
      signed.size === log.hashes.length &&
      equal(signed.root, root)
    must(same, 'the checkpoint is not over this whole log')
    return [signed, `root ${toHex(root)}`]
  })
  return { ...log, checkpoint }
}

function readHeader(line: string, pins: Pins) {
  const value = read(line)
  const { approvals, audits, header } = readFields(value)
  const { beacon, hash, keys, mode, promise, rehearsal, sheet, sheet_digest, show } = header
  const written = toHex(hash)
  must(hashOf(value) === written, 'the hash of line 0 is not that of its content')
  const pinned =
    equal(keys.log, pins.log) &&
    equal(keys.receipts, pins.receipts) &&
    equal(keys.vrf, pins.vrf)
  must(pinned, 'the log names other keys than those pinned')
  checkBeacon(beacon)
  const origin = `gala/${show}/${written}`
  const night = { origin, promise, sheet, sheet_digest, mode, rehearsal, beacon }
  return { ...night, audits, approvals, hash: written }
}

function readFields(value: Value) {
  const { approvals, audits, ...others } = map(value, 'line 0')
  return {
    header: HEADER(others, 'line 0'),
    approvals: approvals === undefined ? [] : APPROVALS(approvals, 'line 0.approvals'),
    audits: audits === undefined ? [] : AUDITS(audits, 'line 0.audits'),
  }
}
