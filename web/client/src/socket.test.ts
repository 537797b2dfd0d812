import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { bytes } from './fixtures'
import { addressOf, LiveSocket, type LinkState, type SocketHost } from './socket'

/** A WebSocket whose other end is the test. */
class Wire {
  static readonly OPEN = 1
  static made: Wire[] = []
  readyState = 0
  binaryType = ''
  onopen: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  sent: unknown[] = []
  constructor(
    readonly url: string,
    readonly protocols: string[],
  ) {
    Wire.made.push(this)
  }
  send(data: unknown) {
    this.sent.push(data)
  }
  close() {
    this.readyState = 3
  }
  accept() {
    this.readyState = Wire.OPEN
    this.onopen?.()
  }
  say(message: unknown) {
    this.onmessage?.({ data: bytes(message) })
  }
  end(code: number, reason = '') {
    this.readyState = 3
    this.onclose?.({ code, reason })
  }
}

describe('the connection', () => {
  const states: (LinkState | string)[] = []
  const passes: [refused: number, expired: boolean][] = []
  let heard: string[] = []
  const host: SocketHost = {
    pass: (refused, expired) => {
      passes.push([refused, expired])
      return Promise.resolve({ edge: 'ws://edge/live', ticket: 'a.b.c' })
    },
    channels: () => [['main', { epoch: 1, seq: 7 }]],
    message: (message) => heard.push(message.name),
    state: (state, word) => states.push(word ?? state),
    own: () => Date.now(),
    random: () => 0.5,
  }
  const last = () => {
    const wire = Wire.made.at(-1)
    if (!wire) throw new Error('no connection was made')
    return wire
  }
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  let socket: LiveSocket

  beforeEach(async () => {
    vi.useFakeTimers()
    vi.stubGlobal('WebSocket', Wire)
    Wire.made = []
    states.length = passes.length = 0
    heard = []
    socket = new LiveSocket(host)
    socket.connect()
    await pass(0)
  })

  afterEach(() => {
    socket.close()
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('names its protocol, its ticket and its resume points', () => {
    expect(last().protocols).toEqual(['gala.v1', 'ticket.a.b.c'])
    expect(last().url).toBe('ws://edge/live?main=1.7')
    expect(socket.send(new Uint8Array())).toBe(false)
    last().accept()
    expect(socket.send(new Uint8Array())).toBe(true)
  })

  it('hands on what it understands and passes over the rest', () => {
    last().accept()
    last().say(['fresh'])
    last().say(['firework'])
    last().onmessage?.({ data: 'text' })
    expect(heard).toEqual(['fresh'])
  })

  it('comes back after a break, later each time', async () => {
    last().end(1006)
    await pass(499)
    expect(Wire.made).toHaveLength(1)
    await pass(1)
    expect(Wire.made).toHaveLength(2)
    last().end(1006)
    await pass(999)
    expect(Wire.made).toHaveLength(2)
    await pass(1)
    expect(Wire.made).toHaveLength(3)
    expect(passes).toEqual([[0, false], [1, false], [2, false]])
  })

  it('comes back when told to, and not when told not to', async () => {
    last().accept()
    last().end(1001, 'drain 3000')
    await pass(2_999)
    expect(Wire.made).toHaveLength(1)
    await pass(1)
    last().accept()
    last().end(1000, 'over')
    await pass(60_000)
    expect(Wire.made).toHaveLength(2)
    expect(states.at(-1)).toBe('over')
  })

  it('asks for another pass when the ticket has run out, but not in a circle', async () => {
    last().accept()
    last().end(4401, 'expired')
    await pass(0)
    expect(passes.at(-1)).toEqual([0, true])
    last().accept()
    last().end(4401, 'expired')
    await pass(0)
    expect(Wire.made).toHaveLength(2)
    await pass(1_000)
    expect(Wire.made).toHaveLength(3)
  })

  it('takes six silent seconds for a break', async () => {
    last().accept()
    await pass(5_000)
    last().say(['fresh'])
    await pass(6_000)
    expect(states.at(-1)).toBe('open')
    await pass(2_000)
    expect(Wire.made).toHaveLength(2)
  })

  it('does not sit out a wait when hurried', async () => {
    last().end(1001, 'drain 30000')
    socket.hurry()
    await pass(0)
    expect(Wire.made).toHaveLength(2)
  })
})

describe('the address', () => {
  it.each([
    [[['main', null]], 'ws://e/live'],
    [[['main', { epoch: 2, seq: 5 }]], 'ws://e/live?main=2.5'],
    [[['main', null], ['room:a&b', null]], 'ws://e/live?room:a%26b='],
    [
      [['main', { epoch: 2, seq: 5 }], ['room:w', { epoch: 2, seq: 1 }]],
      'ws://e/live?main=2.5&room:w=2.1',
    ],
  ] as const)('%#', (channels, address) => {
    expect(addressOf('ws://e/live', channels)).toBe(address)
  })
})
