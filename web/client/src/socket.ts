import type { Point } from './board'
import { decode, type ServerMessage } from './messages'
import { comingBack, backoff } from './return'

/** Where to connect and with which ticket. */
export interface Pass {
  readonly edge: string
  readonly ticket: string
}

/** `waiting`: broken, and coming back by itself. `stopped`: it will not. */
export type LinkState = 'idle' | 'connecting' | 'open' | 'waiting' | 'stopped'

export interface SocketHost {
  /** The pass for the next try, null when there is none now. `refused`: see {@link LiveSocket}. */
  pass(refused: number, expired: boolean): Promise<Pass | null>
  /** The channels to be in, each with its resume point or null. */
  channels(): readonly (readonly [channel: string, point: Point | null])[]
  message(message: ServerMessage): void
  /** `word` says why, when the connection has stopped for good. */
  state(state: LinkState, word: string | null): void
  own(): number
  random(): number
}

const SILENCE_MS_MAX = 6_000
/** A connection that lasted this long was a good one: the next break starts counting anew. */
const GOOD_AFTER_MS = 10_000

/**
 * The connection to an edge: opens, comes back, and gives up as section 7 of the protocol says.
 *
 * A browser does not tell why an upgrade was refused, so a bad ticket looks like a dead edge: the
 * host is told how many tries in a row were `refused`, and may offer another pass.
 */
export class LiveSocket {
  #socket: WebSocket | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #watch: ReturnType<typeof setInterval> | undefined
  #failures = 0
  #refused = 0
  #expired = false
  #opened_ms = 0
  #heard_ms = 0
  #state: LinkState = 'idle'
  #attempt = 0

  constructor(private readonly host: SocketHost) {}

  /** When something last came in, by the own clock. */
  get heard_ms(): number {
    return this.#heard_ms
  }

  /** Connect now, whatever was before. Also how a gap in a sequence is mended. */
  connect(): void {
    this.#drop()
    this.#set('connecting')
    const attempt = ++this.#attempt
    const expired = this.#expired
    this.#expired = false
    this.host.pass(this.#refused, expired).then(
      (pass) => {
        if (attempt !== this.#attempt) return
        if (pass) this.#open(pass)
        else this.#broken()
      },
      () => attempt === this.#attempt && this.#broken(),
    )
  }

  /** The device is back online or the page in view: do not sit out a long wait. */
  hurry(): void {
    if (this.#state === 'waiting') this.connect()
  }

  /** Send, when there is an open connection to send on. */
  send(bytes: Uint8Array): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false
    this.#socket.send(bytes as Uint8Array<ArrayBuffer>)
    return true
  }

  close(): void {
    this.#attempt++
    this.#drop()
    this.#set('stopped')
  }

  #open(pass: Pass): void {
    const url = addressOf(pass.edge, this.host.channels())
    let socket: WebSocket
    try {
      socket = new WebSocket(url, ['gala.v1', `ticket.${pass.ticket}`])
    } catch {
      // Not an address, or a ticket that no header can carry: as good as refused.
      this.#refused++
      return this.#broken()
    }
    socket.binaryType = 'arraybuffer'
    this.#socket = socket
    this.#opened_ms = 0
    this.#heard_ms = this.host.own()
    socket.onopen = () => {
      this.#refused = 0
      this.#opened_ms = this.#heard_ms = this.host.own()
      this.#set('open')
    }
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      this.#heard_ms = this.host.own()
      const message = data instanceof ArrayBuffer ? decode(data) : null
      if (message) this.host.message(message)
    }
    socket.onclose = ({ code, reason }) => this.#closed(code, reason)
    this.#watch = setInterval(() => {
      if (this.host.own() - this.#heard_ms > SILENCE_MS_MAX) this.#broken()
    }, 1_000)
  }

  #closed(code: number, reason: string): void {
    this.#settle()
    const next = comingBack({ code, reason }, this.#failures, this.host.random())
    if (next.do === 'join_again') {
      this.#expired = true
      // At once, but not in a circle with an edge that finds every ticket expired.
      this.#wait(this.#failures === 0 ? 0 : backoff(this.#failures, this.host.random()))
    } else if (next.do === 'stop') {
      this.#drop()
      this.#set('stopped', next.word)
    } else this.#wait(next.after_ms)
  }

  /** The connection broke without a word. */
  #broken(): void {
    this.#settle()
    this.#wait(backoff(this.#failures, this.host.random()))
  }

  /** Note how the connection went that is ending now. */
  #settle(): void {
    if (this.#socket && this.#opened_ms === 0) this.#refused++
    const good = this.#opened_ms > 0 && this.host.own() - this.#opened_ms > GOOD_AFTER_MS
    if (good) this.#failures = 0
  }

  #wait(after_ms: number): void {
    this.#failures++
    this.#drop()
    this.#set('waiting')
    this.#timer = setTimeout(() => this.connect(), after_ms)
  }

  #drop(): void {
    clearTimeout(this.#timer)
    clearInterval(this.#watch)
    const socket = this.#socket
    this.#socket = null
    if (!socket) return
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.close()
  }

  #set(state: LinkState, word: string | null = null): void {
    this.#state = state
    this.host.state(state, word)
  }
}

/** The address of section 2: `/live?main=<epoch>.<seq>&room:<id>=`. */
export function addressOf(
  edge: string,
  channels: readonly (readonly [channel: string, point: Point | null])[],
): string {
  const query = channels
    // Leave `main` out on the first visit; a room is named even without a resume point.
    .filter(([channel, point]) => point !== null || channel !== 'main')
    .map(([channel, point]) => {
      const [kind = '', ...id] = channel.split(':')
      const name = id.length > 0 ? `${kind}:${encodeURIComponent(id.join(':'))}` : kind
      return `${name}=${point ? `${point.epoch}.${point.seq}` : ''}`
    })
  return query.length === 0 ? edge : `${edge}?${query.join('&')}`
}
