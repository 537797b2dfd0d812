import { isObject, parse } from '../../json'
import { recall, remember } from '../../lang'

/**
 * The operator's public keys as this device keeps them: those of the first visit, under the name
 * that the verify page uses too. What the site publishes later does not replace them by itself.
 */
export interface Keys {
  /** The text of `pins.json`, handed to the verifier as it is. */
  readonly text: string
  /** Other keys that the site publishes now. */
  readonly others: string | null
}

const KEY = 'gala.pins'
const PATH = '/proof/pins.json'

/** The keys to check with, or null as long as there are none to be had. */
export async function keys(): Promise<Keys | null> {
  const kept = pinsText(recall(KEY))
  const site = pinsText(await get(PATH))
  if (kept !== null) return { text: kept, others: site === kept ? null : site }
  if (site === null) return null
  useKeys(site)
  return { text: site, others: null }
}

/** Keep these keys from now on. */
export function useKeys(text: string): void {
  remember(KEY, text)
}

/** The night that the console proves things of: the first line of its checkpoint. */
export async function originOfNight(): Promise<string | null> {
  const origin = (await get('/proof/checkpoint'))?.split('\n')[0] ?? ''
  return /^gala\/[a-z0-9-]+\/[0-9a-f]{64}$/.test(origin) ? origin : null
}

/** The text at an address of this site, or null. */
export async function get(path: string): Promise<string | null> {
  try {
    const answer = await fetch(path, { cache: 'no-store' })
    return answer.ok ? await answer.text() : null
  } catch {
    return null
  }
}

/** A text that may be a `pins.json`; the verifier decides whether its keys are any. */
function pinsText(text: string | null): string | null {
  const pins = parse(text ?? '')
  const names = ['log', 'receipts', 'rehearsal', 'vrf']
  const named = isObject(pins) && names.every((key) => key in pins)
  return named ? text : null
}
