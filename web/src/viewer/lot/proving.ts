import type { WonClaim } from 'gala-client/claims'
import type { DrawPicture } from 'gala-client/draw-picture'
import type { Asking } from './ask'
import { bundlePath, openedOf, type Opened } from './bundle'
import type { Keys } from './keys'
import { factsOf, lowOf } from './manifest-facts'
import type { Outcome } from './outcome'

/** Whether a receipt was checked on this phone. `no_proof`: there is nothing to check. */
export type Checked = 'checking' | 'so' | 'refused' | 'other_keys' | 'unavailable' | 'no_proof'

/** What {@link Proving} needs of the world. */
export interface Means {
  readonly ask: Asking
  readonly keys: () => Promise<Keys | null>
  readonly get: (path: string) => Promise<string | null>
  readonly origin: () => Promise<string | null>
  readonly own: () => number
  /** A while by chance, before what is not urgent: not everybody may fetch at one instant. */
  readonly pause: () => Promise<void>
  readonly changed: () => void
}

const AGAIN_AFTER_MS = 5_000
/** The places that a cue can carry. */
const PLACES_TOLD = 64

/**
 * Everything that this phone computes by itself: draws, rains and receipts. Ask for it as often as
 * the page is drawn; the work is done once, and again some time later when something was missing.
 */
export class Proving {
  keys: Keys | null = null
  #origin: string | null = null
  readonly #outcomes = new Map<string, Outcome>()
  readonly #checked = new Map<string, Checked>()
  readonly #again_ms = new Map<string, number>()

  constructor(private readonly means: Means) {}

  /**
   * What came of a draw. `claim` is my own receipt of its window, without which I am not in, and
   * nothing is fetched that the cues have not told.
   */
  outcome(draw: DrawPicture, claim: WonClaim | undefined): Outcome | undefined {
    const opened = draw.state === 'opened' || draw.state === 'announced'
    if (!opened || (draw.signature === null && !claim)) return undefined
    const key = `${draw.number} ${draw.signature ?? ''} ${claim?.claim_id ?? ''}`
    const known = this.#outcomes.get(key)
    if (this.#begins(key, known?.state)) {
      this.#outcomes.set(key, { state: 'computing' })
      void this.#compute(draw, claim).then((outcome) => {
        this.#outcomes.set(key, outcome)
        this.means.changed()
      })
    }
    return this.#outcomes.get(key)
  }

  /** Whether a receipt holds. */
  check(claim: WonClaim): Checked {
    if (!claim.proof) return 'no_proof'
    const key = claim.claim_id
    if (this.#begins(key, this.#checked.get(key))) {
      this.#checked.set(key, 'checking')
      void this.#check(claim).then((checked) => {
        this.#checked.set(key, checked)
        this.means.changed()
      })
    }
    return this.#checked.get(key) ?? 'checking'
  }

  /** The name of the night, which a receipt's file needs; null when nobody can tell it now. */
  async origin(): Promise<string | null> {
    return (this.#origin ??= await this.means.origin())
  }

  /** Check everything again, with other keys. */
  forget(): void {
    this.keys = null
    this.#outcomes.clear()
    this.#checked.clear()
    this.#again_ms.clear()
    this.means.changed()
  }

  #begins(key: string, state: string | undefined): boolean {
    if (state !== undefined && state !== 'unavailable') return false
    const now = this.means.own()
    if (now < (this.#again_ms.get(key) ?? 0)) return false
    this.#again_ms.set(key, now + AGAIN_AFTER_MS)
    return true
  }

  async #compute(draw: DrawPicture, claim: WonClaim | undefined): Promise<Outcome> {
    // Who is in waits for it under the envelope; the cues have told it all, most often.
    if (!claim || toldOf(draw) === null) await this.means.pause()
    const keys = (this.keys ??= await this.means.keys())
    const opened = keys && (await this.#opened(draw))
    const facts = opened && factsOf(opened.manifest)
    if (!facts) return { state: 'unavailable' }
    const { manifest, signature, proof, places } = opened
    const deciding = { pins: keys.text, manifest, signature, proof }
    if (draw.kind === 'rain') {
      const low = claim ? lowOf(claim, facts) : null
      const mine = low !== null && claim ? { low, quantity: claim.quantity } : null
      const told = { packets: draw.packets ?? 0, paid_fen: draw.paid_fen ?? 0 }
      const answer = await this.means.ask({ ask: 'rain', ...deciding, mine, told })
      return answer?.is === 'so' ? { state: 'rain', ...answer.value } : failed(answer, keys)
    }
    const answer = await this.means.ask({ ask: 'draw', ...deciding, places })
    return answer?.is === 'so' ? { state: 'draw', ...answer.value } : failed(answer, keys)
  }

  /** From the cues when they say it all, else from the bundle. */
  async #opened(draw: DrawPicture): Promise<Opened | null> {
    const told = toldOf(draw)
    if (told) return told
    const bundle = openedOf((await this.means.get(bundlePath(draw.number))) ?? '')
    return bundle ?? cueOf(draw)
  }

  async #check(claim: WonClaim): Promise<Checked> {
    const { proof, leaf, window } = claim
    if (!proof || leaf === null) return 'no_proof'
    await this.means.pause()
    const keys = (this.keys ??= await this.means.keys())
    const origin = keys && (await this.origin())
    if (!origin) return 'unavailable'
    const { batch, index, size, path, promise, signature } = proof
    const receipt = { batch, index, leaf, origin, path, promise, signature, size, window }
    const answer = await this.means.ask({ ask: 'receipt', pins: keys.text, receipt })
    return answer?.is === 'so' ? 'so' : failed(answer, keys).state
  }
}

/** What the cues say of an opened draw, null when they leave out what decides it. */
function cueOf({ manifest, signature, proof, places }: DrawPicture): Opened | null {
  const told = manifest !== null && signature !== null && proof !== null
  return told ? { manifest, signature, proof, places } : null
}

/** As `cueOf`, but null when there are more places than a cue carries, too. */
function toldOf(draw: DrawPicture): Opened | null {
  const full = draw.places.length === PLACES_TOLD
  const more = full && (factsOf(draw.manifest)?.places ?? 0) > PLACES_TOLD
  return more ? null : cueOf(draw)
}

type Failed = Extract<Outcome, { state: 'refused' | 'other_keys' | 'unavailable' }>

/** Why there is no good answer. Keys that are not the site's own accuse nobody. */
function failed(answer: { reason: string } | null, keys: Keys): Failed {
  if (answer === null) return { state: 'unavailable' }
  return keys.others === null
    ? { state: 'refused', reason: answer.reason }
    : { state: 'other_keys' }
}

/** A receipt as a file (docs/proof.md, section 6); null when it has no proof. */
export function receiptFile(claim: WonClaim, origin: string): string | null {
  const { proof, leaf, window } = claim
  if (!proof || leaf === null) return null
  const { batch, index, path, promise, signature, size } = proof
  // The keys stand in canonical order, and nothing in here needs an escape.
  const fields = { batch, gala: 'receipt', index, leaf, origin, path, promise, signature, size }
  return `${JSON.stringify({ ...fields, version: 1, window })}\n`
}
