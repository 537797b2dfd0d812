/** When a viewer comes back after a connection has ended (docs/protocol.md, section 7). Pure. */

export type ComingBack =
  | { readonly do: 'come_back'; readonly after_ms: number }
  | { readonly do: 'join_again' }
  | { readonly do: 'stop'; readonly word: string }

const WAIT_MS_MAX = 15_000

/** Codes that say that this client broke the protocol: trying again would break it again. */
const OUR_FAULT: readonly number[] = [1002, 1003, 1007, 1008, 1009]

/** The wait after `failures` broken connections in a row: random, its range doubling up to 15 s. */
export function backoff(failures: number, random: number): number {
  return random * Math.min(WAIT_MS_MAX, 1_000 * 2 ** Math.min(failures, 10))
}

/** What a close asks for. `failures` counts the broken connections before this one. */
export function comingBack(
  close: { code: number; reason: string },
  failures: number,
  random: number,
): ComingBack {
  if (close.code === 4401) return { do: 'join_again' }
  const [word = '', after] = close.reason.trim().split(/\s+/)
  if (after !== undefined && /^\d{1,9}$/.test(after)) {
    return { do: 'come_back', after_ms: Number(after) }
  }
  if (OUR_FAULT.includes(close.code)) return { do: 'stop', word: word || String(close.code) }
  // A word without a number: do not come back. No word at all: the connection broke.
  if (word !== '') return { do: 'stop', word }
  return { do: 'come_back', after_ms: backoff(failures, random) }
}
