import type { Lang } from '../../lang'
import { pick } from '../../lang'
import type { Live } from '../live'
import type { Words } from '../words'
import { ReceiptCard } from './receipt'

interface Props {
  live: Live
  words: Words
  lang: Lang
  /** The window whose own card is in view: its claim is told there. */
  shown: string | null
}

/**
 * Everything this device has got in the show, also under earlier tickets; and how claims stand
 * whose segment is over, for an answer may come when the show has moved on.
 */
export function Wallet({ live, words, lang, shown }: Props) {
  const own = live.book?.receipts() ?? []
  const others = (live.book?.others() ?? []).filter((claim) => claim.window !== shown)
  const scene = { words, say: (text: Parameters<typeof pick>[0]) => pick(text, lang) }
  const total = own.length + live.earlier.length
  return (
    <section class="panel wallet" aria-labelledby="wallet-h" data-testid="wallet">
      <h2 id="wallet-h">
        {words.wallet} {total > 0 ? <span class="badge">{total}</span> : null}
      </h2>
      {total + others.length === 0 ? <p class="muted">{words.wallet_empty}</p> : null}
      {others.map((claim) => (
        <p
          key={claim.window}
          class="claim-line"
          role="status"
          data-testid={`claim-${claim.window}`}
          data-state={claim.state}
        >
          <strong>{claim.goods_title ? scene.say(claim.goods_title) : claim.window}</strong>{' '}
          {words.claim[claim.state]}
        </p>
      ))}
      {own.map((claim) => (
        <ReceiptCard key={claim.window} claim={claim} scene={scene} />
      ))}
      {live.earlier.map((claim) => (
        <ReceiptCard key={claim.claim_id} claim={claim} scene={scene} note={words.wallet_earlier} />
      ))}
    </section>
  )
}
