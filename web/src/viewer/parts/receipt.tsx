import { localTime, yuan } from '../../format'
import type { WonClaim } from '../../wire/claims'
import type { Scene } from '../scene'

type Told = Pick<Scene, 'words' | 'say'>

/** A receipt as a paper ticket. What is on it is what the server sent, nothing else. */
export function ReceiptCard(props: { claim: WonClaim; scene: Told; note?: string }) {
  const { claim, note } = props
  const { words, say } = props.scene
  const { unit, quantity, kind } = claim
  const told = words.lots.wallet
  return (
    <article class="receipt" data-testid={`receipt-${claim.window}`} data-kind={kind}>
      <header>
        <span>{told.of[kind]}</span>
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
      {note ? <p class="receipt-note">{note}</p> : null}
    </article>
  )

  function worth(): string {
    if (kind === 'rain') return told.chances(quantity)
    return kind === 'draw' ? told.entry(quantity) : yuan(claim.price_fen)
  }
}
