import type { Lang } from '../../lang'
import { pick } from '../../lang'
import type { Picture } from 'gala-client/board'
import type { ClaimKind } from 'gala-client/claims'
import type { Live } from '../live'
import { codeOf } from '../../pseudonym'
import type { Words } from '../words'
import { Kept } from './kept'
import { MyCode, OtherKeys } from './lot-common'
import { Orders } from './orders'

interface Props {
  live: Live
  words: Words
  lang: Lang
  picture: Picture | null
  /** The window whose own card is in view: its claim is told there. */
  shown: string | null
}

/**
 * Everything this device has got in the show, also under earlier tickets; and how claims stand
 * whose segment is over, for an answer may come when the show has moved on.
 */
export function Wallet({ live, words, lang, picture, shown }: Props) {
  const own = live.book?.receipts() ?? []
  const unwon = live.book?.others() ?? []
  const others = unwon.filter((claim) => claim.window !== shown)
  const scene = { words, say: (text: Parameters<typeof pick>[0]) => pick(text, lang) }
  const total = own.length + live.earlier.length
  const code = own.find(({ proof }) => proof !== null)?.proof?.pseudonym
  return (
    <section class="panel wallet" aria-labelledby="wallet-h" data-testid="wallet">
      <h2 id="wallet-h">
        {words.wallet} {total > 0 ? <span class="badge">{total}</span> : null}
      </h2>
      {total + others.length === 0 ? <p class="muted">{words.wallet_empty}</p> : null}
      {code === undefined ? null : <MyCode code={codeOf(code)} scene={scene} note />}
      {others.map((claim) => (
        <p
          key={claim.window}
          class="claim-line"
          role="status"
          data-testid={`claim-${claim.window}`}
          data-state={claim.state}
        >
          <strong>{claim.goods_title ? scene.say(claim.goods_title) : claim.window}</strong>{' '}
          {told(claim.kind)[claim.state]}
        </p>
      ))}
      {unwon.map(({ window }) => (
        <Orders key={`orders-${window}`} window={window} live={live} scene={scene} />
      ))}
      {own.map((claim) => (
        <Kept key={claim.window} claim={claim} live={live} scene={scene} picture={picture} />
      ))}
      {live.earlier.map((claim) => (
        <Kept key={claim.claim_id} claim={claim} live={live} scene={scene} picture={null} earlier />
      ))}
      {own.some((claim) => live.proving.check(claim) === 'other_keys') ? (
        <OtherKeys scene={{ live, words }} />
      ) : null}
    </section>
  )

  function told(kind: ClaimKind) {
    return kind === 'seckill' ? words.claim : words.lots[kind].claim
  }
}
