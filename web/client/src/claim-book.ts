import { answer, broke, isDue, mayPress, press, receipt, sent } from './claims'
import type { Claim, OpenClaim, Wish, WonClaim } from './claims'
import { hex } from './hex'
import { keptClaim } from './kept-claim'
import type { MessageOf } from './messages'

/** What of `localStorage` the book needs; a page in a private window may have none. */
export type Drawer = Pick<Storage, 'getItem' | 'setItem' | 'key' | 'length'>

/**
 * All claims of one viewer in one show, written down before they are sent, so that a reload asks
 * again instead of forgetting. Each window has its own entry: two open pages do not overwrite
 * each other's receipts.
 */
export class ClaimBook {
  readonly #claims = new Map<string, Claim>()
  readonly #prefix: string

  constructor(
    show: string,
    viewer: string,
    private readonly drawer: Drawer | null,
    private readonly env: { own: () => number; random: () => number },
  ) {
    this.#prefix = `gala.claim.${show}.${viewer}.`
    for (const claim of readAll(drawer, this.#prefix)) {
      this.#claims.set(claim.window, broke(asked(claim), env.own(), env.random()))
    }
  }

  of(window: string): Claim | undefined {
    return this.#claims.get(window)
  }

  /** The receipts, latest first. */
  receipts(): WonClaim[] {
    const won = [...this.#claims.values()].filter(isWon)
    return won.sort((a, b) => b.at_ms - a.at_ms)
  }

  /** The claims that have not been won, whether they wait for an answer or got a no. */
  others(): Exclude<Claim, WonClaim>[] {
    return [...this.#claims.values()].filter(
      (claim): claim is Exclude<Claim, WonClaim> => claim.state !== 'won',
    )
  }

  /** A press on the button. Without effect when the last press has not been answered yet. */
  press(wish: Wish): boolean {
    if (!mayPress(this.of(wish.window), wish.gen)) return false
    const claim_id = hex(crypto.getRandomValues(new Uint8Array(16)))
    this.#keep(press({ ...wish, claim_id }, this.env.own()))
    return true
  }

  /** The claims to be sent now; each counts as sent. `retry` is what the message has to say. */
  due(): OpenClaim[] {
    const own = this.env.own()
    const ready: OpenClaim[] = []
    for (const claim of [...this.#claims.values()]) {
      if (!isDue(claim, own)) continue
      ready.push(claim)
      this.#keep(sent(claim, own, this.env.random()))
    }
    return ready
  }

  broke(): void {
    for (const claim of [...this.#claims.values()]) {
      this.#keep(broke(claim, this.env.own(), this.env.random()))
    }
  }

  receipt(message: MessageOf<'receipt'>): void {
    this.#keep(receipt(this.of(message.window), message))
  }

  answer(message: MessageOf<'answer'>, toOwn: (show_ms: number) => number): void {
    const { own, random } = this.env
    const claim = answer(this.of(message.window), message, own(), random(), toOwn)
    if (claim) this.#keep(claim)
  }

  #keep(claim: Claim): void {
    this.#claims.set(claim.window, claim)
    try {
      this.drawer?.setItem(this.#prefix + claim.window, JSON.stringify(claim))
    } catch {
      // A full or forbidden storage costs the memory of a reload, not the claim.
    }
  }
}

/** The receipts that this device got in a show under earlier tickets. */
export function earlierReceipts(drawer: Drawer | null, show: string, viewer: string): WonClaim[] {
  const mine = `gala.claim.${show}.${viewer}.`
  return readAll(drawer, `gala.claim.${show}.`, mine).filter(isWon)
}

/** The show in which a viewer has claimed something on this device; null when there is none. */
export function showOf(drawer: Drawer | null, viewer: string | null): string | null {
  for (let i = 0; i < (drawer?.length ?? 0); i++) {
    const [gala, claim, show, whose] = drawer?.key(i)?.split('.') ?? []
    if (gala === 'gala' && claim === 'claim' && show && whose === viewer) return show
  }
  return null
}

const isWon = (claim: Claim): claim is WonClaim => claim.state === 'won'

/** After a reload nobody knows whether a claim that was written down had gone out. */
const asked = (claim: Claim): Claim => ('retry' in claim ? { ...claim, retry: true } : claim)

function readAll(drawer: Drawer | null, prefix: string, except?: string): Claim[] {
  const claims: Claim[] = []
  for (let i = 0; i < (drawer?.length ?? 0); i++) {
    const key = drawer?.key(i)
    if (!key?.startsWith(prefix) || (except && key.startsWith(except))) continue
    const claim = keptClaim(drawer?.getItem(key) ?? '')
    if (claim) claims.push(claim)
  }
  return claims
}
