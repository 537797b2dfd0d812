import { hex } from 'gala-client/hex'
import type { WonClaim } from 'gala-client/claims'
import { recall, remember } from '../../lang'
import { answeredOf, ask, mineOf, post, type Mine, type NotDone, type Post, type TrustClaim } from './api'

/** What {@link Counter} needs of the world. */
export interface Means {
  /** The viewer's ticket, null without one. */
  readonly ticket: () => string | null
  /** The receipt's file, null when its proof is not here. */
  readonly receipt: (claim: WonClaim) => Promise<string | null>
  readonly post?: Post
  readonly changed: () => void
}

/** What a viewer tells with a claim. */
export interface Told {
  readonly said: string
  /** SHA-256 of what it can show, hex. */
  readonly files: readonly string[]
}

/**
 * The viewer's side of claims on guarantees. A claim's number is written down before it is sent,
 * so whatever is pressed or broken, one receipt has one claim on a guarantee.
 */
export class Counter {
  mine: Mine | null = null
  /** Why the office could not be asked; null when it could. */
  trouble: NotDone | null = null
  readonly #key: string
  readonly #post: Post

  constructor(
    show: string,
    viewer: string,
    private readonly means: Means,
  ) {
    this.#key = `gala.trust.${show}.${viewer}`
    this.#post = means.post ?? post
  }

  /** Whether this device has ever claimed something, so that there is something to ask after. */
  get used(): boolean {
    return recall(this.#key) !== null
  }

  /** Whether a decision is still to come. */
  get waits(): boolean {
    return this.mine === null || this.mine.claims.some(({ state }) => state === 'filed')
  }

  /** How the claim of a receipt on a guarantee stands. */
  of(receipt: WonClaim, guarantee: string): TrustClaim | undefined {
    return this.mine?.claims.find(
      (one) =>
        one.guarantee === guarantee &&
        one.window === receipt.window &&
        one.unit === receipt.unit &&
        one.outlet === receipt.proof?.outlet,
    )
  }

  /** Ask how everything stands, with the guarantees of these windows. */
  async refresh(windows: readonly string[]): Promise<void> {
    const ticket = this.means.ticket()
    if (ticket === null) return
    const body = JSON.stringify({ ticket, windows })
    const reply = await ask('mine', body, mineOf, this.#post)
    if ('ok' in reply) this.mine = reply.ok
    this.trouble = 'ok' in reply ? null : reply.not
    this.means.changed()
  }

  /** File a claim; null when it is done. */
  file(receipt: WonClaim, guarantee: string, told: Told): Promise<NotDone | null> {
    return this.#send('file', receipt, guarantee, told)
  }

  /** Use a coupon; null when it is done, now or before. */
  redeem(receipt: WonClaim, guarantee: string): Promise<NotDone | null> {
    return this.#send('redeem', receipt, guarantee, {})
  }

  async #send(
    path: 'file' | 'redeem',
    receipt: WonClaim,
    guarantee: string,
    told: Told | object,
  ): Promise<NotDone | null> {
    const ticket = this.means.ticket()
    const file = await this.means.receipt(receipt)
    if (ticket === null || file === null) return { code: 'no_receipt', message: null }
    const claim = this.#numberOf(receipt, guarantee)
    const head = JSON.stringify({ ticket, guarantee, claim, ...told })
    // The receipt goes as it is, to the byte: it is signed.
    const body = `${head.slice(0, -1)},"receipt":${file.trimEnd()}}`
    const reply = await ask(path, body, answeredOf, this.#post)
    if ('not' in reply) return reply.not
    const others = this.mine?.claims.filter((one) => one.claim !== reply.ok.claim) ?? []
    const { tier = null, offers = {} } = this.mine ?? {}
    this.mine = { tier, offers, claims: [...others, reply.ok] }
    this.means.changed()
    return null
  }

  /** The number of a claim: the same for the same receipt and guarantee, also after a reload. */
  #numberOf(receipt: WonClaim, guarantee: string): string {
    const key = `${this.#key}.${guarantee}.${receipt.window}.${receipt.claim_id}`
    const number = recall(key) ?? hex(crypto.getRandomValues(new Uint8Array(16)))
    remember(key, number)
    remember(this.#key, '1')
    return number
  }
}
