import type { Lang } from '../../lang'
import { pick } from '../../lang'
import type { Live } from '../live'
import type { Words } from '../words'
import { ReceiptCard } from './receipt'

/** Everything this device has got in the show, also under earlier tickets. */
export function Wallet({ live, words, lang }: { live: Live; words: Words; lang: Lang }) {
  const own = live.book?.receipts() ?? []
  const scene = { words, say: (text: Parameters<typeof pick>[0]) => pick(text, lang) }
  const total = own.length + live.earlier.length
  return (
    <section class="panel wallet" aria-labelledby="wallet-h" data-testid="wallet">
      <h2 id="wallet-h">
        {words.wallet} {total > 0 ? <span class="badge">{total}</span> : null}
      </h2>
      {total === 0 ? <p class="muted">{words.wallet_empty}</p> : null}
      {own.map((claim) => (
        <ReceiptCard key={claim.window} claim={claim} scene={scene} />
      ))}
      {live.earlier.map((claim) => (
        <ReceiptCard key={claim.claim_id} claim={claim} scene={scene} note={words.wallet_earlier} />
      ))}
    </section>
  )
}
