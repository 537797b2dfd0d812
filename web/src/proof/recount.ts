import { verifying } from './bundle'
import { equal } from './bytes'
import { readFile } from './canonical'
import type { RecordFound } from './found'
import { PROVEN_LINES } from './log'
import { logRoot } from './log-tree'
import { readCheckpoint } from './note'
import type { Pins } from './pins'
import { checkApprovals } from './recount-approvals'
import { checkAudits } from './recount-audits'
import { checkByHand } from './recount-by-hand'
import { checkClaims, checkReceipts } from './recount-claims'
import { checkDraws } from './recount-draws'
import { checkGuarantees } from './recount-guarantees'
import { checkLog, type Told, type WholeLog } from './recount-log'
import { checkWindows } from './recount-windows'
import { checkFiles, fileOf, type Files } from './record'
import { must } from './refused'
import { Checks, part, reporting, type Report } from './report'
import { isByHand, isSeckill } from './rows'
import { map, text } from './shape'
import { finish, type Steps } from './steps'

const BUNDLES = 'bundles/'

/**
 * Verify a record, the folder of docs/proof.md section 7, whatever is in it: it never throws. That
 * the log is what the rules write is for `gala replay` to say, which knows the rules.
 */
export function verifyRecord(files: Files, pins: Pins): Report {
  return finish(verifyingRecord(files, pins))
}

/** The same in steps; `checks` has what is done so far. */
export function* verifyingRecord(
  files: Files,
  pins: Pins,
  checks = new Checks(),
): Steps<Report> {
  return yield* reporting(checks, function* (): Steps<RecordFound> {
    checks.unproven.push('replay', 'persons', 'arrival', 'disk', 'one_log', 'silence')
    const origin = yield* checkFiles(checks, files, pins)
    const log = yield* checkLog(checks, files, pins)
    checks.rest(log.beacon.kind)
    yield* checks.check('origin', () => {
      must(origin === log.origin, 'record.json is of another night')
      return [null, origin]
    })
    const audits = yield* checkAudits(checks, log)
    yield* checkApprovals(checks, log)
    const claims = yield* checkClaims(checks, files)
    const batches = yield* checkReceipts(checks, files, claims, log, pins)
    const windows = yield* checkWindows(checks, log.rows, claims)
    const voided = yield* checkByHand(checks, log.rows, claims)
    const draws = yield* checkDraws(checks, log, windows, pins)

    const wanted = new Map<string, readonly Told[]>()
    for (const [{ manifest, window, lines }] of draws) {
      wanted.set(`${BUNDLES}draw-${manifest.number}.json`, [window.told, ...lines])
    }
    for (const { told, frozen } of windows) {
      if (!isSeckill(frozen)) continue
      const by_hand = log.rows.filter(({ row }) => isByHand(row) && row[2] === frozen[2])
      const lines = [told, ...by_hand].sort((a, b) => a.i - b.i)
      wanted.set(`${BUNDLES}window-${frozen[2]}.json`, lines)
    }
    yield* checkBundles(checks, files, wanted, log, pins)
    const decided = draws.map(([, found]) => found)
    const guarantees = yield* checkGuarantees(checks, files, log.sheet, claims, decided)
    return {
      kind: 'record',
      checkpoint: log.checkpoint,
      files: files.size,
      claims: claims.length,
      batches,
      windows: windows.map(({ found }) => ({
        ...found,
        voided: voided.filter(({ window }) => window === found.window),
      })),
      draws: decided,
      voided,
      guarantees,
      audits,
    }
  })
}

/** Each bundle is there, tells the lines that the log has, and verifies by itself. */
function* checkBundles(
  checks: Checks,
  files: Files,
  wanted: ReadonlyMap<string, readonly Told[]>,
  log: WholeLog,
  pins: Pins,
): Steps<void> {
  yield* checks.check('bundles', () => {
    const there = [...files.keys()].filter((path) => path.startsWith(BUNDLES))
    const odd = there.find((path) => !wanted.has(path))
    must(odd === undefined, `${odd} belongs to nothing in the log`)
    for (const path of wanted.keys()) fileOf(files, path)
    return [null, `${wanted.size} bundles`]
  })
  for (const [path, told] of wanted) {
    yield* part(checks, `bundle ${path.slice(BUNDLES.length)}`, function* (inner) {
      const bytes = fileOf(files, path)
      yield* verifying(bytes, pins, inner)
      const failed = inner.done.find(({ ok }) => !ok)
      must(failed === undefined, `${failed?.name}: ${failed?.detail}`)
      const bundle = map(readFile(bytes), 'bundle')
      const checkpoint = readCheckpoint(text(bundle['checkpoint'], 'checkpoint'), pins.log)
      must(checkpoint.origin === log.origin, 'it is of another night')
      must(checkpoint.size <= log.hashes.length, 'its checkpoint is over more than this log')
      const root = yield* logRoot(log.hashes.slice(0, checkpoint.size))
      must(equal(root, checkpoint.root), 'its checkpoint is not one of this log')
      const lines = PROVEN_LINES(bundle['lines'], 'lines')
      const same =
        lines.length === told.length &&
        lines.every(({ i, line }, at) => i === told[at]!.i && line === told[at]!.line)
      must(same, 'it does not tell the lines that the log has')
      return [null, `${lines.length} lines`]
    })
  }
}
