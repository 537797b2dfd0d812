import { localTime, yuan } from '../../format'
import type { WonClaim } from '../../wire/claims'
import type { Scene } from '../scene'

type Words = Pick<Scene, 'words' | 'say'>

/** A receipt as a paper ticket. What is on it is what the server sent, nothing else. */
export function ReceiptCard(props: { claim: WonClaim; scene: Words; note?: string }) {
  const { claim, note } = props
  const { words, say } = props.scene
  return (
    <article class="receipt" data-testid={`receipt-${claim.window}`}>
      <header>
        <span>{words.receipt_of}</span>
        <time dateTime={new Date(claim.at_ms).toISOString()}>{localTime(claim.at_ms)}</time>
      </header>
      <p class="receipt-goods">{claim.goods_title ? say(claim.goods_title) : claim.window}</p>
      <p class="receipt-figures">
        <strong>{words.unit(claim.unit)}</strong>
        <span>{yuan(claim.price_fen)}</span>
      </p>
      <p class="receipt-no">
        <span class="sr-only">{words.receipt_no} </span>
        {claim.claim_id}
      </p>
      {note ? <p class="receipt-note">{note}</p> : null}
    </article>
  )
}
