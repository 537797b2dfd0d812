import { drawer } from '../lang'
import * as boards from '../wire/board'
import type { Board } from '../wire/board'
import { ClaimBook, earlierReceipts } from '../wire/claim-book'
import type { Wish, WonClaim } from '../wire/claims'
import * as clocks from '../wire/clock'
import { say, type Messages, type ServerMessage } from '../wire/messages'
import { LiveSocket, type LinkState } from '../wire/socket'
import { freshnessOf, type Freshness } from './freshness'
import type { Tickets } from './join'

/** The steady clock of this device. */
export const own = () => performance.now()

type Handlers = { [N in keyof Messages]: (message: Messages[N]) => void }

/**
 * Everything this page knows of the show, and the one place where the pure parts of `wire/` meet
 * the network. Readers subscribe and read its fields; only its methods change them.
 */
export class Live {
  link: LinkState = 'idle'
  /** Why the connection has ended for good. */
  word: string | null = null
  welcome: Messages['welcome'] | null = null
  main: Board | null = null
  /** The room the viewer is in, its board once it has come. */
  room: { readonly id: string; readonly board: Board | null } | null = null
  tick: Messages['tick'] | null = null
  book: ClaimBook | null = null
  earlier: readonly WonClaim[] = []

  #clock: clocks.Clock = clocks.NO_CLOCK
  #questions = 0
  #question: ReturnType<typeof setTimeout> | undefined
  #stale = false
  /** The `seq` of main that must be reached before the page is up to date; null: not yet known. */
  #goal: number | null = null
  #been_live = false
  #listeners = new Set<() => void>()
  readonly #socket: LiveSocket

  constructor(private readonly tickets: Tickets) {
    this.#socket = new LiveSocket({
      pass: (refused, expired) => this.tickets.pass(refused, expired),
      channels: () => this.#channels(),
      message: (message) => this.#hear(message),
      state: (state, word) => this.#linked(state, word),
      own,
      random: Math.random,
    })
  }

  start(): void {
    this.#socket.connect()
    setInterval(() => this.#sendClaims(), 50)
    addEventListener('online', () => this.#socket.hurry())
    document.addEventListener('visibilitychange', () => document.hidden || this.#socket.hurry())
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The instant of the show now, null as long as nobody has told it. */
  now(): number | null {
    const offset = clocks.offset(this.#clock)
    return offset === null ? null : own() + offset
  }

  get clockError(): number | null {
    return clocks.errorBound(this.#clock)
  }

  get freshness(): Freshness {
    return freshnessOf({
      link: this.link,
      caught_up: this.#goal !== null && (this.main?.seq ?? -1) >= this.#goal,
      stale: this.#stale,
      has_clock: this.#clock.length > 0,
      been_live: this.#been_live,
      quiet_ms: own() - this.#socket.heard_ms,
    })
  }

  /** No ticket is to be had here: the page cannot connect. */
  get noTicket(): boolean {
    return this.tickets.unavailable
  }

  /** The viewer presses the button of a window's opening. */
  press(wish: Wish): void {
    if (this.book?.press(wish)) this.#sendClaims()
  }

  enter(room: string): void {
    this.room = { id: room, board: null }
    this.#socket.send(say.enter(room))
    this.#changed()
  }

  leave(): void {
    this.room = null
    this.#socket.send(say.leave())
    this.#changed()
  }

  /** Try again after the connection has ended for good. */
  again(): void {
    this.#socket.connect()
  }

  readonly #on: Handlers = {
    welcome: (message) => {
      this.welcome = message
      this.#been_live = true
      this.#stale = false
      const viewer = this.tickets.viewer ?? ''
      const name = `${message.show}.${viewer}`
      if (this.#bookName !== name) {
        this.#bookName = name
        this.book = new ClaimBook(message.show, viewer, drawer(), { own, random: Math.random })
        this.earlier = earlierReceipts(drawer(), message.show, viewer)
      }
    },
    snapshot: ({ channel, epoch, seq, cues }) => {
      this.#keep(channel, boards.snapshot(epoch, seq, cues))
      if (channel === 'main') this.#goal = seq
    },
    resumed: ({ channel, seq }) => {
      if (channel === 'main') this.#goal = seq
    },
    cue: ({ cue }) => {
      const board = this.#boardOf(cue.channel)
      if (!board) return
      const next = boards.apply(board, cue)
      if (next) this.#keep(cue.channel, next)
      else this.#socket.connect()
    },
    tick: (message) => {
      this.tick = message
    },
    clock: ({ t0, received_ms, sent_ms }) => {
      // The exchanges of an earlier connection may be from before the device slept.
      const before = this.#questions === 1 ? clocks.NO_CLOCK : this.#clock
      this.#clock = clocks.heard(before, { t0, t1: received_ms, t2: sent_ms, t3: own() })
      const wait = this.#questions < clocks.FIRST_QUESTIONS ? 100 : clocks.QUESTION_EVERY_MS
      this.#question = setTimeout(() => this.#askClock(), wait)
    },
    receipt: (message) => this.book?.receipt({ name: 'receipt', ...message }),
    answer: (message) => {
      const ahead = clocks.offset(this.#clock) ?? 0
      this.book?.answer({ name: 'answer', ...message }, (show_ms) => show_ms - ahead)
    },
    no_room: ({ room }) => {
      if (this.room?.id === room) this.room = null
    },
    stale: () => {
      this.#stale = true
    },
    fresh: () => {
      this.#stale = false
    },
  }

  #bookName = ''

  #hear(message: ServerMessage): void {
    ;(this.#on[message.name] as (message: ServerMessage) => void)(message)
    this.#changed()
  }

  #linked(state: LinkState, word: string | null): void {
    if (this.link === 'open' && state !== 'open') this.book?.broke()
    this.link = state
    this.word = word
    clearTimeout(this.#question)
    if (state === 'open') {
      this.tickets.opened()
      this.#goal = null
      this.#questions = 0
      this.#askClock()
    }
    this.#changed()
  }

  #askClock(): void {
    this.#questions++
    this.#socket.send(say.clock(Math.floor(own())))
  }

  #sendClaims(): void {
    if (this.link !== 'open' || !this.welcome) return
    for (const { window, gen, claim_id, retry, quantity } of this.book?.due() ?? []) {
      this.#socket.send(say.claim(window, gen, claim_id, retry, quantity))
      this.#changed()
    }
  }

  #channels(): [string, Board | null][] {
    const channels: [string, Board | null][] = [['main', this.main]]
    if (this.room) channels.push([`room:${this.room.id}`, this.room.board])
    return channels
  }

  #boardOf(channel: string): Board | null {
    if (channel === 'main') return this.main
    return this.room && channel === `room:${this.room.id}` ? this.room.board : null
  }

  #keep(channel: string, board: Board): void {
    if (channel === 'main') this.main = board
    else if (this.room && channel === `room:${this.room.id}`) this.room = { ...this.room, board }
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
  }
}
