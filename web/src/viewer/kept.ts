import { drawer } from '../lang'
import { ClaimBook, earlierReceipts } from 'gala-client/claim-book'
import type { WonClaim } from 'gala-client/claims'
import { LotNotes } from './lot/notes'
import { receiptFile } from './lot/proving'
import { OrderDesk } from './orders/desk'
import { PayNotes } from './orders/notes'
import { own } from 'gala-client/show-clock'
import { Counter } from './trust/counter'
import { GuaranteeNotes } from './trust/notes'

export interface KeptHost {
  ticket(): string | null
  /** Who signs the night's log, once it is known. */
  origin(): Promise<string | null>
  /** Can there be an order by this receipt, or a place in the list? */
  ordered(claim: WonClaim): boolean
  changed(): void
}

/** What this device keeps of one show for one viewer, and what acts on it. */
export interface Kept {
  readonly book: ClaimBook
  readonly earlier: readonly WonClaim[]
  readonly notes: LotNotes
  readonly guarantees: GuaranteeNotes
  readonly counter: Counter
  readonly pays: PayNotes
  readonly orders: OrderDesk
}

/** Open it, as it was left. */
export function openKept(show: string, viewer: string, host: KeptHost): Kept {
  const book = new ClaimBook(show, viewer, drawer(), { own, random: Math.random })
  const pays = new PayNotes(show, viewer)
  return {
    book,
    earlier: earlierReceipts(drawer(), show, viewer),
    notes: new LotNotes(show),
    guarantees: new GuaranteeNotes(show),
    counter: new Counter(show, viewer, {
      ticket: () => host.ticket(),
      receipt: async (claim) => {
        const origin = await host.origin()
        return origin === null ? null : receiptFile(claim, origin)
      },
      changed: () => host.changed(),
    }),
    pays,
    orders: new OrderDesk({
      ticket: () => host.ticket(),
      won: () => pays.of(book.receipts().filter((claim) => host.ordered(claim))),
      away: () => pays.of(book.others().filter(({ state }) => state === 'sold_out')),
      joined: { has: (window) => pays.joined(window), add: (window) => pays.join(window) },
      own,
      random: Math.random,
      changed: () => host.changed(),
    }),
  }
}
