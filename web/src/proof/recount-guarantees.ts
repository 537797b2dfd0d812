import { lines, read, type Value } from './canonical'
import { ceilingOf, readCard, untilOf, type Card, type Offer } from './card'
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
 * Claims on guarantees, counted again as `gala verify` does: the chain, what the sheet gives for
 * the unit that each leans on and on which terms, one claim a receipt and guarantee, every decision
 * after its claim, once, for no more than it may be worth, and the quotas. Of a sheet that cannot be
 * read here the terms are left to `gala verify` (`terms`). null: there is nothing guaranteed.
 */
export function* checkGuarantees(
  checks: Checks,
  files: Files,
  sheet: string,
  given: readonly Claim[],
  draws: readonly (DrawFound | RainFound)[],
): Steps<GuaranteesFound | null> {
  const card = readCard(sheet)
  if (!files.has(GUARANTEES) && !card?.windows.size) return null
  if (card === null) checks.unproven.push('terms')
  return yield* checks.long('guarantees', function* () {
    const claims = new Claims(card, given, draws)
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
  readonly #card: Card | null
  readonly #met = new Map<string, number>()
  readonly #met_fen = new Map<string, number>()
  #latest_ms = 0

  constructor(
    card: Card | null,
    given: readonly Claim[],
    draws: readonly (DrawFound | RainFound)[],
  ) {
    this.#card = card
    for (const window of card?.lots ?? []) this.#drawn.set(window, new Set())
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
    this.#hold(filing, bought, number)
    must(filing.at_ms < filing.until_ms, `line ${number}: its days are over`)
    must(filing.files.length <= FILES_MAX, `line ${number}: more than ${FILES_MAX} files`)
    must(!this.#standings.has(claim), `line ${number}: claim ${claim} is there already`)
    const receipt = `${guarantee} ${name}`
    must(!this.#receipts.has(receipt), `line ${number}: ${name} has been claimed before`)
    this.#receipts.add(receipt)
    const used = filing.op === 'redeemed'
    if (used) this.#meet(guarantee, ceiling_fen, number)
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
    if (op === 'met') this.#meet(guarantee, amount_fen, number)
    this.#standings.set(claim, { ...old, state: op, amount_fen })
  }

  /** Hold a filing to what the sheet gives, on its terms. */
  #hold(filing: Filing, bought: Claim, number: number): void {
    if (this.#card === null) return
    const { ceiling_fen, guarantee, op, paid_fen, until_ms, window } = filing
    const given = this.#card.windows.get(window)?.has(guarantee)
    const offer = given ? this.#card.offers.get(guarantee) : undefined
    must(offer !== undefined, `line ${number}: the sheet gives ${window} no guarantee ${guarantee}`)
    const own = (offer.kind === 'coupon') === (op === 'redeemed')
    must(own, `line ${number}: ${guarantee} is claimed in another way`)
    const same =
      ceiling_fen === ceilingOf(offer, paid_fen) && until_ms === untilOf(offer, bought.at_ms)
    must(same, `line ${number}: it has other terms than the sheet`)
  }

  /** Take what is met from the guarantee's quota. */
  #meet(guarantee: string, amount_fen: number, number: number): void {
    const met = (this.#met.get(guarantee) ?? 0) + 1
    const met_fen = (this.#met_fen.get(guarantee) ?? 0) + amount_fen
    const quota: Offer['quota'] | undefined = this.#card?.offers.get(guarantee)?.quota
    const used = quota?.unit === 'fen' ? met_fen : met
    must(!quota || used <= quota.most, `line ${number}: it is beyond the quota of ${guarantee}`)
    this.#met.set(guarantee, met)
    this.#met_fen.set(guarantee, met_fen)
  }
}
