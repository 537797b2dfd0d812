/** When a viewer comes back after a connection has ended (docs/protocol.md, section 7). Pure. */

export type ComingBack =
  | { readonly do: 'come_back'; readonly after_ms: number }
  | { readonly do: 'join_again' }
  | { readonly do: 'stop'; readonly word: string }

const WAIT_MS_MAX = 15_000

/** Codes that say that this client broke the protocol: trying again would break it again. */
const OUR_FAULT: readonly number[] = [1002, 1003, 1007, 1009]

/** The words of the edge's, by code. Any other is a proxy's, say: a broken connection. */
const WORDS: Readonly<Record<number, string>> = {
  1000: 'over',
  1001: 'drain',
  1008: 'malformed',
  4401: 'expired',
  4408: 'behind',
  4429: 'flood',
}

/** Nobody is told to stay away for longer than this; a larger number is not believed. */
const NAMED_WAIT_MS_MAX = 3_600_000

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
  const [word = '', after = ''] = close.reason.split(' ')
  if (OUR_FAULT.includes(close.code)) return { do: 'stop', word: word || String(close.code) }
  if (WORDS[close.code] !== word) return { do: 'come_back', after_ms: backoff(failures, random) }
  if (/^\d+$/.test(after)) {
    return { do: 'come_back', after_ms: Math.min(Number(after.slice(0, 9)), NAMED_WAIT_MS_MAX) }
  }
  return close.code === 4401 ? { do: 'join_again' } : { do: 'stop', word }
}
