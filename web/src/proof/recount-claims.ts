import { equal, type Bytes } from './bytes'
import { lines, read } from './canonical'
import { ID, writeLeaf, type Leaf } from './leaf'
import { hashOf } from './log'
import { leafHash, logRoot } from './log-tree'
import type { Pins } from './pins'
import { checkBatch, shardOf } from './receipt'
import { fileOf, type Files } from './record'
import { must } from './refused'
import type { Checks } from './report'
import { batchName, slug } from './rows'
import { hex, integer, like, object, positive, text } from './shape'
import type { Steps } from './steps'

/** A leaf as it was given: in which window and batch, and at which place. */
export interface Claim extends Leaf {
  readonly window: string
  readonly batch: string
  readonly index: number
}

const id = like(ID)

const CLAIM = object({
  at_ms: integer,
  batch: batchName,
  claim_id: id,
  gen: positive,
  hash: text,
  index: integer,
  outlet: slug,
  prev: text,
  price_fen: integer,
  pseudonym: id,
  quantity: positive,
  unit: positive,
  window: slug,
})

const BATCH = object({
  batch: batchName,
  root: hex(32),
  signature: hex(64),
  size: positive,
  window: slug,
})

const CLAIMS_A_STEP = 64

/** All that was given, in its order; the chain holds and no unit is left out. */
export function* checkClaims(checks: Checks, files: Files): Steps<Claim[]> {
  return yield* checks.long('claims', function* () {
    const claims: Claim[] = []
    const given = new Map<string, number>()
    let before = ''
    for (const line of lines(fileOf(files, 'claims.jsonl'))) {
      const value = read(line)
      const { hash, prev, ...claim } = CLAIM(value, 'claim')
      must(hashOf(value) === hash, `the hash of claim ${claims.length} is not that of its content`)
      must(prev === before, `claim ${claims.length} does not continue the one before`)
      before = hash
      const [shard, shards] = shardOf(claim.batch)
      const part = `${claim.window} ${claim.outlet} ${shard}`
      const already = given.get(part) ?? 0
      const next = shards * already + shard + 1
      must(claim.unit === next, `unit ${claim.unit} of ${part} is not the next one`)
      given.set(part, already + claim.quantity)
      claims.push(claim)
      if (claims.length % CLAIMS_A_STEP === 0) yield
    }
    return [claims, `${claims.length} claims`]
  })
}

/** The batches are all the claims in their order, each signed by the receipts key. */
export function* checkReceipts(
  checks: Checks,
  files: Files,
  claims: readonly Claim[],
  { origin, promise }: { readonly origin: string; readonly promise: string },
  pins: Pins,
): Steps<number> {
  return yield* checks.long('receipts', function* () {
    const seen = new Set<string>()
    let at = 0
    for (const line of lines(fileOf(files, 'receipts.jsonl'))) {
      const { batch, root, signature, size, window } = BATCH(read(line), 'batch')
      const name = `batch ${batch} of ${window}`
      must(!seen.has(name), `${name} is there twice`)
      seen.add(name)
      const part = claims.slice(at, at + size)
      const next =
        part.length === size &&
        part.every((claim, i) => {
          return claim.window === window && claim.batch === batch && claim.index === i
        })
      must(next, `${name} is not the claims that come next`)
      at += size
      const over: Bytes = yield* logRoot(part.map((claim) => leafHash(writeLeaf(claim))))
      must(equal(over, root), `${name} has another root`)
      checkBatch({ origin, window, batch, size, promise }, over, signature, pins.receipts)
      yield
    }
    must(at === claims.length, 'there are claims without a receipt')
    return [seen.size, `${seen.size} batches, promise ${promise}`]
  })
}
