import { drawer } from '../lang'
import * as boards from 'gala-client/board'
import type { Board } from 'gala-client/board'
import { showOf, type ClaimBook } from 'gala-client/claim-book'
import { mayPress, type Wish, type WonClaim } from 'gala-client/claims'
import type { DrawPicture } from 'gala-client/draw-picture'
import { say, type Messages, type ServerMessage } from 'gala-client/messages'
import { keepShown, trimmedTo } from 'gala-client/outlet'
import { LiveSocket, type LinkState } from 'gala-client/socket'
import { Feelings } from './feelings'
import { freshnessOf, type Freshness } from './freshness'
import type { Tickets } from './join'
import { openKept } from './kept'
import { askWorker } from './lot/ask'
import { Catches } from './lot/catches'
import { get, keys, originOfNight, useKeys } from './lot/keys'
import { factsOf } from './lot/manifest-facts'
import { drawMine } from './lot/outcome'
import type { LotNotes } from './lot/notes'
import { Proving } from './lot/proving'
import type { OrderDesk } from './orders/desk'
import { mayBeOrdered } from './orders/drawn'
import type { PayNotes } from './orders/notes'
import { Programme } from 'gala-client/programme'
import { own, ShowClock } from 'gala-client/show-clock'
import { Rooms } from './rooms'
import { Shown } from 'gala-client/shown'
import type { Counter } from './trust/counter'
import type { GuaranteeNotes } from './trust/notes'
import { Standings } from './standings'

/** The longest wait of a phone before it fetches what its viewer does not wait for. */
const PAUSE_MS_MAX = 2_000

/** How often the page looks whether a visit leads it somewhere. */
const VISIT_EVERY_MS = 200

/** How often somebody who waits for a decision on a guarantee asks after it. */
const OFFICE_EVERY_MS = 20_000

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
  tick: Messages['tick'] | null = null
  book: ClaimBook | null = null
  earlier: readonly WonClaim[] = []
  /** What was caught in a rain and is not handed in yet. */
  readonly catches = new Catches(Math.random)
  readonly proving: Proving
  readonly standings = new Standings({
    ask: (window) => this.link === 'open' && this.#socket.send(say.may(window)),
    own,
    random: Math.random,
  })
  readonly #shown = new Shown({
    send: (message) => void this.#socket.send(message),
    random: Math.random,
  })
  readonly feelings = new Feelings({
    open: () => this.link === 'open',
    hearts: () => this.tick?.hearts ?? null,
    send: (message) => void this.#socket.send(message),
    changed: () => this.#changed(),
  })
  readonly rooms = new Rooms({
    send: (message) => void this.#socket.send(message),
    changed: () => this.#changed(),
    own,
  })
  notes: LotNotes | null = null
  guarantees: GuaranteeNotes | null = null
  counter: Counter | null = null
  pays: PayNotes | null = null
  orders: OrderDesk | null = null

  readonly #clock: ShowClock
  #stale = false
  /** The `seq` of main that must be reached before the page is up to date; null: not yet known. */
  #goal: number | null = null
  #been_live = false
  #listeners = new Set<() => void>()
  readonly #socket: LiveSocket

  constructor(
    private readonly tickets: Tickets,
    private readonly programme = new Programme(),
  ) {
    this.#socket = new LiveSocket({
      pass: (refused, expired) => this.tickets.pass(refused, expired),
      channels: () => this.#channels(),
      message: (message) => this.#hear(message),
      state: (state, word) => this.#linked(state, word),
      own,
      random: Math.random,
    })
    this.#clock = new ShowClock((message) => this.#socket.send(message))
    this.proving = new Proving({
      ask: askWorker(),
      keys,
      get,
      origin: () => this.#origin(),
      own,
      pause: () => new Promise((go) => setTimeout(go, Math.random() * PAUSE_MS_MAX)),
      changed: () => this.#changed(),
    })
  }

  start(): void {
    this.#socket.connect()
    setInterval(() => this.#sendClaims(), 50)
    setInterval(() => {
      const now = this.link === 'open' ? this.now() : null
      if (now !== null && this.main) this.rooms.look(this.main, now, this.delay(now))
    }, VISIT_EVERY_MS)
    setInterval(() => document.hidden || this.orders?.look(), 1_000)
    setInterval(() => {
      if (this.counter?.used && this.counter.waits && !document.hidden) void this.askOffice()
    }, OFFICE_EVERY_MS)
    addEventListener('online', () => this.#socket.hurry())
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) this.#shown.forget()
      if (document.hidden) this.#sendClaims()
      else this.#socket.hurry()
    })
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The instant of the show now, null as long as nobody has told it. */
  now(): number | null {
    return this.#clock.now()
  }

  /** How far this viewer is behind the studio at `now_ms`. */
  delay(now_ms: number): number {
    return this.programme.delay(now_ms, this.welcome?.delay_ms ?? 0)
  }

  get clockError(): number | null {
    return this.#clock.error
  }

  get freshness(): Freshness {
    return freshnessOf({
      link: this.link,
      caught_up: this.#goal !== null && (this.main?.seq ?? -1) >= this.#goal,
      stale: this.#stale,
      has_clock: this.#clock.now() !== null,
      been_live: this.#been_live,
      quiet_ms: own() - this.#socket.heard_ms,
    })
  }

  /** The picture of `now_ms` has been drawn: say so once it is on the screen. */
  drawn(): void {
    if (!this.#shown.waits) return
    requestAnimationFrame(() => {
      const now_ms = this.now()
      if (now_ms === null || document.hidden) return
      this.#shown.painted(now_ms - this.delay(now_ms), this.#clock.error ?? 0)
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

  /** Where one enters a draw: not every snapshot says so. */
  windowOf({ window, segment }: Pick<DrawPicture, 'window' | 'segment'>): string {
    return window ?? this.notes?.of(segment)?.window ?? segment
  }

  /** My receipt among the entries of a draw. */
  receiptOf(draw: Pick<DrawPicture, 'window' | 'segment'>): WonClaim | undefined {
    const claim = this.book?.of(this.windowOf(draw))
    return claim?.state === 'won' ? claim : undefined
  }

  /** The viewer catches a packet of a rain; false when there is no more to be had. */
  catch(wish: Omit<Wish, 'quantity' | 'kind'>, per_viewer: number): boolean {
    if (!mayPress(this.book?.of(wish.window), wish.gen)) return false
    const caught = this.catches.catch(wish, per_viewer)
    if (caught) this.#sendClaims()
    if (caught) this.#changed()
    return caught
  }

  /** Check with the keys that the site publishes now instead of those of the first visit. */
  useOtherKeys(text: string): void {
    useKeys(text)
    this.proving.forget()
  }

  /** Ask how claims on guarantees stand, and what the receipts of this viewer come with. */
  async askOffice(): Promise<void> {
    const windows = (this.book?.receipts() ?? []).map(({ window }) => window)
    await this.counter?.refresh(windows.filter((one) => this.guarantees?.of(one).length))
  }

  /** Try again after the connection has ended for good. */
  again(): void {
    this.#socket.connect()
  }

  readonly #on: Handlers = {
    welcome: (message) => {
      this.#welcomed(message)
      this.#been_live = true
      this.#stale = false
      this.#open(message.show)
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
      if (!next) return this.#socket.connect()
      this.#keep(cue.channel, next)
      const live = this.#goal !== null && cue.seq > this.#goal
      if (live && cue.channel === 'main') this.#shown.learn(cue)
    },
    tick: (message) => {
      this.tick = message
    },
    clock: ({ t0, received_ms, sent_ms, error_ms }) =>
      this.#clock.heard(t0, received_ms, sent_ms, error_ms),
    receipt: (message) => {
      this.book?.receipt({ name: 'receipt', ...message })
      this.standings.askAnew()
    },
    standing: ({ window, standing }) => this.standings.heard(window, standing),
    answer: (message) => {
      this.book?.answer({ name: 'answer', ...message }, (ms) => this.#clock.toOwn(ms))
    },
    you: ({ pseudonym }) => this.rooms.known(pseudonym),
    no_room: ({ room }) => this.rooms.refused(room, false),
    room_full: ({ room }) => this.rooms.refused(room, true),
    stale: () => {
      this.#stale = true
    },
    fresh: () => {
      this.#stale = false
    },
  }

  #bookName = ''

  /** Open what this device has kept of a show. */
  #open(show: string): void {
    const viewer = this.tickets.viewer ?? ''
    const name = `${show}.${viewer}`
    if (this.#bookName === name) return
    this.#bookName = name
    const kept = openKept(show, viewer, {
      ticket: () => this.tickets.ticket,
      origin: () => this.proving.origin(),
      ordered: (claim) => this.#ordered(claim),
      changed: () => this.#changed(),
    })
    Object.assign(this, kept)
    if (kept.counter.used) setTimeout(() => void this.askOffice(), Math.random() * PAUSE_MS_MAX)
  }

  #hear(message: ServerMessage): void {
    ;(this.#on[message.name] as (message: ServerMessage) => void)(message)
    this.#changed()
  }

  #linked(state: LinkState, word: string | null): void {
    if (this.link === 'open' && state !== 'open') this.book?.broke()
    this.link = state
    this.word = word
    // Who comes after the end is told nothing but that, and still has its receipts.
    const kept = word === 'over' ? showOf(drawer(), this.tickets.viewer) : null
    if (kept !== null) this.#open(kept)
    this.#clock.stop()
    if (state !== 'open') this.#shown.forget()
    if (state !== 'open') this.feelings.forget()
    if (state === 'open') {
      this.tickets.opened()
      this.standings.askAnew()
      this.#goal = null
      this.#clock.begin()
    }
    this.#changed()
  }

  #sendClaims(): void {
    const left = (window: string, gen: number) => this.#left(window, gen)
    for (const wish of this.catches.due(left, document.hidden)) this.book?.press(wish)
    if (this.link !== 'open' || !this.welcome) return
    for (const { window, gen, claim_id, retry, quantity } of this.book?.due() ?? []) {
      this.#socket.send(say.claim(window, gen, claim_id, retry, quantity))
      this.#changed()
    }
  }

  /** The time to the close of an opening for this outlet. */
  #left(window: string, gen: number): number | null {
    const now = this.now()
    const picture = boards.at(this.main, now ?? 0, this.delay(now ?? 0))
    const cue = picture.windows[window]
    const row = cue?.rows.find(({ outlet }) => outlet === this.welcome?.outlet)
    return now === null || !row || cue?.gen !== gen ? null : row.closes_at_ms - now
  }

  /** Can there be an order by this receipt, or a place in the list? */
  #ordered(claim: WonClaim): boolean {
    const now_ms = this.now()
    const delay_ms = now_ms === null ? 0 : this.delay(now_ms)
    const { draws } = boards.at(this.main, now_ms ?? Infinity, delay_ms)
    const known = Object.values(draws).filter((draw) => this.windowOf(draw) === claim.window)
    const mine = (draw: DrawPicture) =>
      drawMine(draw, this.proving.outcome(draw, claim), claim)
    return mayBeOrdered(claim, this.main ? known : undefined, mine)
  }

  /** From a manifest, or from the console. */
  async #origin(): Promise<string | null> {
    const { draws } = boards.at(this.main, Infinity, 0)
    const told = Object.values(draws).find(({ manifest }) => manifest !== null)
    return factsOf(told?.manifest ?? null)?.origin ?? originOfNight()
  }

  /** Begin to compute what will be shown in a moment, so that it is there at its instant. */
  #foresee(): void {
    for (const draw of Object.values(boards.at(this.main, Infinity, 0).draws)) {
      this.proving.outcome(draw, this.receiptOf(draw))
    }
  }

  #channels(): [string, Board | null][] {
    return [['main', this.main], ...this.rooms.channels]
  }

  #boardOf(channel: string): Board | null {
    return channel === 'main' ? this.main : this.rooms.board(channel)
  }

  #keep(channel: string, board: Board): void {
    if (channel === 'main') {
      // After a snapshot all of it may be news, else the last cue alone.
      const told = board.cues.length === (this.main?.cues.length ?? 0) + 1
      const news = told ? board.cues.slice(-1) : board.cues
      this.notes?.learn(news)
      this.guarantees?.learn(news)
      this.pays?.learn(news)
      this.main = board
      const delay_ms = this.welcome && trimmedTo(news, this.welcome.outlet)
      if (this.welcome && delay_ms !== null) this.#welcomed({ ...this.welcome, delay_ms })
      this.#foresee()
    } else this.rooms.keep(channel, board)
  }

  /** Go by what the outlet's delay is now; what has been presented stays so. */
  #welcomed(welcome: Messages['welcome']): void {
    const before_ms = this.welcome?.delay_ms
    this.welcome = welcome
    if (before_ms === undefined || before_ms === welcome.delay_ms) return
    const now = this.now() ?? 0
    this.main &&= keepShown(this.main, now, before_ms)
    this.rooms.trimmed(now, before_ms)
    this.#shown.forget()
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
  }
}
