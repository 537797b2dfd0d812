import { isObject, parse } from '../json'
import { recall, remember } from '../lang'
import { isInt, isStr } from 'gala-client/shapes'
import type { Pass } from 'gala-client/socket'

/** An answer of `POST /api/join`: who this viewer is, and where to connect. */
export interface Join extends Pass {
  readonly viewer: string
  readonly outlet: string
  readonly expires_at_ms: number
}

/** Refused tries in a row after which the ticket is doubted, not only the line. */
const DOUBT_AFTER = 2

/** A ticket is not begun with when it is about to run out. */
const SPARE_MS = 10_000

/**
 * The viewer's ticket. It is the viewer's identity and must not be thrown away lightly: who joins
 * again is somebody new and has no claims. A browser cannot tell a refused ticket from a dead edge,
 * so after some refused tries the old ticket is tried in turn with a fresh one, which is only
 * adopted when an edge opens for it.
 */
export class Tickets {
  #kept: Join | null
  #trying: Join | null = null
  /** True when the last try to get a ticket failed, and there was none. */
  unavailable = false

  constructor(
    private readonly outlet: string | null,
    private readonly join: (
      outlet: string | null,
      tier: string | null,
    ) => Promise<Join | null> = askToJoin,
    /** The tier of the trust card to ask for, in a demonstration. */
    private readonly tier: string | null = null,
  ) {
    this.#kept = joinOf(parse(recall(this.#key) ?? ''))
  }

  /** The identity in use. */
  get viewer(): string | null {
    return (this.#trying ?? this.#kept)?.viewer ?? null
  }

  /** The ticket in use. */
  get ticket(): string | null {
    return (this.#trying ?? this.#kept)?.ticket ?? null
  }

  /** The pass for the next try, after so many `refused` tries in a row. */
  async pass(refused: number, expired: boolean): Promise<Pass | null> {
    const gone = expired || !this.#kept || this.#kept.expires_at_ms < Date.now() + SPARE_MS
    if (!gone && refused < DOUBT_AFTER) return (this.#trying = this.#kept)
    const fresh = await this.join(this.outlet, this.tier)
    this.unavailable = !fresh && gone
    if (!fresh) return gone ? null : (this.#trying = this.#kept)
    if (gone || !this.#kept) this.#adopt(fresh)
    // First the same ticket, at the address that the edge has now: most often it has moved.
    else if (refused % 2 === 0) return (this.#trying = { ...this.#kept, edge: fresh.edge })
    return (this.#trying = fresh)
  }

  /** An edge has opened for the pass given last: it is the one to keep. */
  opened(): void {
    if (this.#trying && this.#trying !== this.#kept) this.#adopt(this.#trying)
  }

  get #key(): string {
    const tier = this.tier === null ? '' : `.${this.tier}`
    return `gala.ticket.${this.outlet ?? ''}${tier}`
  }

  #adopt(join: Join): void {
    this.#kept = join
    remember(this.#key, JSON.stringify(join))
  }
}

async function askToJoin(outlet: string | null, tier: string | null): Promise<Join | null> {
  const wish = { ...(outlet === null ? {} : { outlet }), ...(tier === null ? {} : { tier }) }
  try {
    const response = await fetch('/api/join', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wish),
    })
    return response.ok ? joinOf(parse(await response.text())) : null
  } catch {
    return null
  }
}

function joinOf(value: unknown): Join | null {
  if (!isObject(value)) return null
  const { viewer, outlet, ticket, edge, expires_at_ms } = value
  if (!isStr(viewer) || !isStr(outlet) || !isStr(ticket) || !isStr(edge)) return null
  return isInt(expires_at_ms) ? { viewer, outlet, ticket, edge, expires_at_ms } : null
}
