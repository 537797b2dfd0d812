import { lines, read, type Value } from './canonical'
import type { DrawFound, GuaranteesFound, RainFound } from './found'
import { ID } from './leaf'
import { hashOf } from './log'
import type { Claim } from './recount-claims'
import { fileOf, type Files } from './record'
import { must } from './refused'
import type { Checks } from './report'
import { slug } from './rows'
import { integer, like, list, object, oneOf, positive, text } from './shape'
import type { Steps } from './steps'

export const GUARANTEES = 'guarantees.jsonl'

const FILES_MAX = 5
const REASON_CHARS_MAX = 500
const LINES_A_STEP = 64

const id = like(ID)
const digest = like(/[0-9a-f]{64}/)

const FILING = object({
  at_ms: integer,
  ceiling_fen: integer,
  claim: id,
  files: list(digest),
  guarantee: slug,
  hash: text,
  op: oneOf('filed', 'redeemed'),
  outlet: slug,
  paid_fen: integer,
  prev: text,
  pseudonym: text,
  said_sha256: digest,
  unit: positive,
  until_ms: integer,
  window: slug,
})

const VERDICT = object({
  amount_fen: integer,
  at_ms: integer,
  by: text,
  claim: id,
  guarantee: slug,
  hash: text,
  op: oneOf('met', 'refused'),
  prev: text,
  reason: text,
})

type Filing = ReturnType<typeof FILING>
type Verdict = ReturnType<typeof VERDICT>

/** How a claim stands; what is not decided yet is worth nothing. */
interface Standing {
  readonly guarantee: string
  readonly ceiling_fen: number
  readonly state: 'filed' | 'met' | 'refused'
  readonly amount_fen: number
}

/**
 * Claims on guarantees, counted again as far as it can be done without the run sheet: the chain,
 * the unit that each leans on, one claim a receipt and guarantee, and every decision after its
 * claim, once, for no more than it may be worth. That the sheet gives it on those terms, and the
 * quotas, are for `gala verify` (`terms`). null: the record has no such file.
 */
export function* checkGuarantees(
  checks: Checks,
  files: Files,
  given: readonly Claim[],
  draws: readonly (DrawFound | RainFound)[],
): Steps<GuaranteesFound | null> {
  if (!files.has(GUARANTEES)) return null
  checks.unproven.push('terms')
  return yield* checks.long('guarantees', function* () {
    const claims = new Claims(given, draws)
    let before = ''
    let number = 0
    for (const line of lines(fileOf(files, GUARANTEES))) {
      number++
      const value = read(line)
      const entry = entryOf(value)
      must(hashOf(value) === entry.hash, `the hash of line ${number} is not that of its content`)
      must(entry.prev === before, `line ${number} does not continue the one before it`)
      before = entry.hash
      claims.take(entry, number)
      if (number % LINES_A_STEP === 0) yield
    }
    const found = claims.found()
    return [found, `${found.claims} claims, ${found.met} met with ${found.met_fen} fen`]
  })
}

function entryOf(value: Value): Filing | Verdict {
  const op = (value as { readonly op?: Value } | null)?.op
  if (op === 'filed' || op === 'redeemed') return FILING(value, 'claim on a guarantee')
  return VERDICT(value, 'decision on a guarantee')
}

class Claims {
  readonly #standings = new Map<string, Standing>()
  readonly #receipts = new Set<string>()
  readonly #units = new Map<string, Claim>()
  readonly #drawn = new Map<string, Set<string>>()
  #latest_ms = 0

  constructor(given: readonly Claim[], draws: readonly (DrawFound | RainFound)[]) {
    for (const claim of given) {
      this.#units.set(`${claim.window} ${claim.outlet} ${claim.unit}`, claim)
    }
    for (const draw of draws) {
      if (draw.kind !== 'draw' || !draw.manifest.rule.by_outlet) continue
      // To have entered is not to have bought.
      const drawn = draw.places.map(({ leaf }) => leaf.pseudonym)
      this.#drawn.set(draw.manifest.window, new Set(drawn))
    }
  }

  take(entry: Filing | Verdict, number: number): void {
    must(entry.at_ms >= this.#latest_ms, `line ${number} comes before the one before it`)
    this.#latest_ms = entry.at_ms
    if ('pseudonym' in entry) this.#file(entry, number)
    else this.#decide(entry, number)
  }

  found(): GuaranteesFound {
    const all = [...this.#standings.values()]
    const count = (state: Standing['state']) => all.filter((one) => one.state === state).length
    return {
      claims: all.length,
      met: count('met'),
      refused: count('refused'),
      open: count('filed'),
      met_fen: all.reduce((sum, { amount_fen }) => sum + amount_fen, 0),
    }
  }

  #file(filing: Filing, number: number): void {
    const { ceiling_fen, claim, guarantee, outlet, unit, window } = filing
    const name = `${window} ${outlet} ${unit}`
    const bought = this.#units.get(name)
    const own = bought?.pseudonym === filing.pseudonym
    const drawn = this.#drawn.get(window)?.has(filing.pseudonym) ?? true
    must(own && drawn, `line ${number}: unit ${name} was not given to ${filing.pseudonym}`)
    must(bought.price_fen === filing.paid_fen, `line ${number}: another price was paid`)
    must(filing.at_ms < filing.until_ms, `line ${number}: its days are over`)
    must(filing.files.length <= FILES_MAX, `line ${number}: more than ${FILES_MAX} files`)
    must(!this.#standings.has(claim), `line ${number}: claim ${claim} is there already`)
    const receipt = `${guarantee} ${name}`
    must(!this.#receipts.has(receipt), `line ${number}: ${name} has been claimed before`)
    this.#receipts.add(receipt)
    const used = filing.op === 'redeemed'
    const [state, amount_fen] = used ? (['met', ceiling_fen] as const) : (['filed', 0] as const)
    this.#standings.set(claim, { guarantee, ceiling_fen, state, amount_fen })
  }

  #decide(verdict: Verdict, number: number): void {
    const { amount_fen, by, claim, guarantee, op, reason } = verdict
    const old = this.#standings.get(claim)
    must(old?.guarantee === guarantee, `line ${number}: there is no such claim`)
    must(old.state === 'filed', `line ${number}: it was decided before`)
    const named = by !== '' && reason !== '' && [...reason].length <= REASON_CHARS_MAX
    must(named, `line ${number}: a decision has a name and a reason`)
    must(amount_fen > 0 === (op === 'met'), `line ${number}: the amount does not go with it`)
    must(amount_fen <= old.ceiling_fen, `line ${number}: it is more than the claim may be worth`)
    this.#standings.set(claim, { ...old, state: op, amount_fen })
  }
}
