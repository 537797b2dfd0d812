import { localTime, yuan } from '../../format'
import { openingOf, type Picture } from 'gala-client/board'
import type { WonClaim } from 'gala-client/claims'
import type { Scene } from '../scene'

type Told = Pick<Scene, 'words' | 'say'>

/** A receipt as a paper ticket. What is on it is what the server sent, nothing else. */
export function ReceiptCard(props: {
  claim: WonClaim
  scene: Told
  /** The show as it is known now: it tells what was revoked. */
  picture: Picture | null
  note?: string
}) {
  const { claim, note, picture } = props
  const why = picture?.revoked[openingOf(claim.window, claim.gen)]
  const { words, say } = props.scene
  const { unit, quantity, kind } = claim
  const told = words.lots.wallet
  return (
    <article class="receipt" data-testid={`receipt-${claim.window}`} data-kind={kind} data-revoked={why !== undefined}>
      <header>
        <span>
          {told.of[kind]}
          {why === undefined ? null : <strong class="revoked"> {words.revoked}</strong>}
        </span>
        <time dateTime={new Date(claim.at_ms).toISOString()}>{localTime(claim.at_ms)}</time>
      </header>
      <p class="receipt-goods">{claim.goods_title ? say(claim.goods_title) : claim.window}</p>
      <p class="receipt-figures">
        <strong>{kind === 'seckill' ? words.unit(unit) : words.lots.ticket(unit, quantity)}</strong>
        <span>{worth()}</span>
      </p>
      <p class="receipt-no">
        <span class="sr-only">{words.receipt_no} </span>
        {claim.claim_id}
      </p>
      {why === undefined ? null : (
        <p class="receipt-revoked" role="status" data-testid={`revoked-${claim.window}`}>
          {words.revoked_why(why)}
        </p>
      )}
      {note ? <p class="receipt-note">{note}</p> : null}
    </article>
  )

  function worth(): string {
    if (kind === 'rain') return told.chances(quantity)
    return kind === 'draw' ? told.entry(quantity) : yuan(claim.price_fen)
  }
}
