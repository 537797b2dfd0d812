import { windowAt, type Picture } from 'gala-client/board'
import type { Messages } from 'gala-client/messages'

type Tick = Messages['tick'] | null

/** One outlet's stock. */
export interface StockRow {
  readonly outlet: string
  readonly stock: number
  readonly left: number
  /** False while nobody says what is left: an edge under load does not. */
  readonly told: boolean
}

export type SalePhase = 'unknown' | 'coming' | 'open' | 'paused' | 'sold_out' | 'closed'

/** A window of goods as the hall sees it. */
export interface Sale {
  readonly phase: SalePhase
  /** The opening and the closing for this outlet; 0 when unknown. */
  readonly opens_at_ms: number
  readonly closes_at_ms: number
  readonly rows: readonly StockRow[]
  readonly sold: number
  readonly stock: number
}

/** The sale in a window, seen from an outlet; stock is that of all outlets. */
export function saleOf(
  picture: Picture,
  window: string,
  outlet: string,
  now_ms: number,
  tick: Tick,
): Sale {
  const view = windowAt(picture, window, outlet, now_ms)
  const cue = picture.windows[window]
  const told = tick?.windows.find((one) => one.window === window && one.gen === cue?.gen)
  const rows = (cue?.rows ?? []).map(({ outlet: id, stock, sold }) => {
    const left = sold === null ? (told?.left[id] ?? stock) : stock - sold
    const untold = sold === null && told === undefined && view.phase !== 'coming'
    return { outlet: id, stock, left: Math.max(0, Math.min(stock, left)), told: !untold }
  })
  const stock = rows.reduce((sum, row) => sum + row.stock, 0)
  const sold = stock - rows.reduce((sum, row) => sum + row.left, 0)
  const row = view.row ?? cue?.rows[0]
  const gone = stock > 0 && sold === stock
  const phase = view.phase === 'settled' ? 'closed' : view.phase
  return {
    phase: gone && (phase === 'open' || phase === 'closed') ? 'sold_out' : phase,
    opens_at_ms: row?.opens_at_ms ?? 0,
    closes_at_ms: row?.closes_at_ms ?? 0,
    rows,
    sold,
    stock,
  }
}

/**
 * How many numbers a window without stock has given: what is gone of a stock without end. Null while
 * nobody says.
 */
export function givenBy(picture: Picture, window: string, tick: Tick): number | null {
  const cue = picture.windows[window]
  const told = tick?.windows.find((one) => one.window === window && one.gen === cue?.gen)
  const counted = cue?.rows.every(({ sold }) => sold !== null) ?? true
  if (!told && !counted && cue?.state !== 'armed') return null
  return (cue?.rows ?? []).reduce(
    (sum, { outlet, stock, sold }) => sum + (sold ?? stock - (told?.left[outlet] ?? stock)),
    0,
  )
}
