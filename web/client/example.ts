/** Follow a show from a terminal: `node example.mjs <edge> <ticket>`. */
import { apply, at, phaseOf, snapshot, type Board } from 'gala-client/board'
import type { ServerMessage } from 'gala-client/messages'
import { own, ShowClock } from 'gala-client/show-clock'
import { LiveSocket } from 'gala-client/socket'

const [edge = '', ticket = ''] = process.argv.slice(2)
let main: Board | null = null
let delay_ms = 0
let shown = ''

const clock = new ShowClock((question) => void socket.send(question))
const socket: LiveSocket = new LiveSocket({
  pass: () => Promise.resolve({ edge, ticket }),
  channels: () => [['main', main]],
  message: heard,
  state(state, word) {
    if (state === 'open') clock.begin()
    else clock.stop()
    if (state === 'stopped') {
      console.log(word ?? 'stopped')
      process.exit()
    }
  },
  own,
  random: Math.random,
})

function heard(message: ServerMessage): void {
  if (message.name === 'welcome') delay_ms = message.delay_ms
  if (message.name === 'clock')
    clock.heard(message.t0, message.received_ms, message.sent_ms, message.error_ms)
  if (message.name === 'snapshot') main = snapshot(message.epoch, message.seq, message.cues)
  if (message.name === 'cue' && main && message.cue.channel === 'main') {
    main = apply(main, message.cue)
    // A gap: come back, with nothing known.
    if (!main) socket.connect()
  }
}

setInterval(() => {
  const now_ms = clock.now()
  if (now_ms === null) return
  const picture = at(main, now_ms, delay_ms)
  const told = `${phaseOf(picture)} ${picture.on_air?.title[1] ?? ''}`.trim()
  if (told !== shown) console.log((shown = told))
}, 20)
socket.connect()
