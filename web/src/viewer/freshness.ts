import type { LinkState } from 'gala-client/socket'

/** How fresh the page is, told to the viewer in one word. */
export type Freshness = 'connecting' | 'catching_up' | 'live' | 'stale' | 'offline' | 'ended'

/** Ticks come every two seconds at the latest: after twice that, the line is in doubt. */
const QUIET_MS = 4_000

/** The honest word for the state of the line. */
export function freshnessOf(line: {
  link: LinkState
  caught_up: boolean
  stale: boolean
  has_clock: boolean
  been_live: boolean
  quiet_ms: number
}): Freshness {
  if (line.link === 'stopped') return 'ended'
  if (line.link !== 'open') return line.been_live ? 'offline' : 'connecting'
  if (line.stale) return 'stale'
  if (!line.caught_up || !line.has_clock || line.quiet_ms > QUIET_MS) return 'catching_up'
  return 'live'
}
