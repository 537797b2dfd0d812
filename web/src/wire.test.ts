import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TickClock, Wire } from './wire'

class Socket {
  static made: Socket[] = []
  onopen: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: (() => void) | null = null
  closed = false

  constructor(readonly url: string) {
    Socket.made.push(this)
  }

  close(): void {
    this.closed = true
  }
}

const heard: unknown[] = []
let answered: () => Promise<Response>
let admits = true

function wire(): Wire {
  return new Wire({
    seat: '/seat',
    live: '/live?room=a',
    admit: () => admits,
    hear: (data) => heard.push(data),
    changed: () => undefined,
  })
}

const a_moment = () => vi.advanceTimersByTimeAsync(1)

beforeEach(() => {
  vi.useFakeTimers()
  heard.length = Socket.made.length = 0
  admits = true
  answered = () => Promise.resolve(new Response('{}'))
  vi.stubGlobal('fetch', () => answered())
  vi.stubGlobal('WebSocket', Socket)
  vi.stubGlobal('location', { protocol: 'https:', host: 'gala.example' })
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('a wire', () => {
  it('asks for its seat, connects, and comes back when the line is lost', async () => {
    const one = wire()
    one.start()
    await a_moment()
    const [first] = Socket.made
    expect(first?.url).toBe('wss://gala.example/live?room=a')
    first?.onmessage?.({ data: 'state' })
    one.arrived()
    expect([heard, one.connected]).toEqual([['state'], true])
    first?.onclose?.()
    expect(one.connected).toBe(false)
    await vi.advanceTimersByTimeAsync(3_000)
    expect(Socket.made).toHaveLength(2)
  })

  it('gives up a line that is silent', async () => {
    wire().start()
    await a_moment()
    await vi.advanceTimersByTimeAsync(4_000)
    expect(Socket.made[0]?.closed).toBe(true)
  })

  it('tries again when nobody answers, and not when it may not connect', async () => {
    answered = () => Promise.reject(new TypeError('no line'))
    wire().start()
    await a_moment()
    expect(Socket.made).toHaveLength(0)
    answered = () => Promise.resolve(new Response('{}'))
    await vi.advanceTimersByTimeAsync(3_000)
    expect(Socket.made).toHaveLength(1)
    admits = false
    Socket.made[0]?.onclose?.()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(Socket.made).toHaveLength(1)
  })

  it('keeps its clock while the line is down', async () => {
    const one = wire()
    expect(one.now()).toBeNull()
    one.start()
    await a_moment()
    one.timed(50_000)
    Socket.made[0]?.onclose?.()
    await vi.advanceTimersByTimeAsync(100)
    expect(one.now()).toBeCloseTo(50_100, -1)
  })
})

it('takes the tick that was the least time under way for the clock', () => {
  const clock = new TickClock()
  expect(clock.at(0)).toBeNull()
  clock.heard(1_000, 90)
  clock.heard(1_250, 260)
  expect(clock.at(300)).toBe(1_290)
})
