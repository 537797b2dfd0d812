import { useState } from 'preact/hooks'
import { localDate, yuan } from '../../format'
import type { Lang } from '../../lang'
import { pick } from '../../lang'
import { codeOf } from '../../pseudonym'
import { fenOf, typedYuan } from '../office/amount'
import type { Claim, NotDone } from '../office/api'
import type { Office } from '../office/office'
import type { Words } from '../words'

const REASON_CHARS_MAX = 500

interface Props {
  claim: Claim
  title: string
  office: Office
  words: Words
  lang: Lang
}

/** One claim: what it leans on, what the viewer says, and the decision. */
export function OfficeClaim(props: Props) {
  const { claim, title, words, lang } = props
  const told = words.office
  return (
    <article class="office-claim" data-testid={`claim-${claim.claim}`} data-state={claim.state}>
      <header>
        <h3>
          {title} · {pick(claim.goods, lang)}
        </h3>
        <span class="state">{told.state[claim.state]}</span>
      </header>
      <p class="meta">
        <span>{pick(claim.merchant, lang)}</span>
        <span>{told.unit(claim.outlet, claim.unit)}</span>
        <span title={claim.pseudonym}>{told.viewer(codeOf(claim.pseudonym))}</span>
        <span>{told.paid(claim.paid_fen)}</span>
        <span>{told.ceiling(claim.ceiling_fen)}</span>
        <span>{told.filed_at(localDate(claim.filed_ms))}</span>
        <span title={claim.claim}>{told.number(claim.claim)}</span>
      </p>
      {claim.said === '' ? null : (
        <blockquote aria-label={told.said}>{claim.said}</blockquote>
      )}
      {claim.files.length > 0 ? (
        <details>
          <summary>{told.files(claim.files.length)}</summary>
          <ul>
            {claim.files.map((file) => (
              <li key={file}>
                <code>{file}</code>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {claim.state === 'filed' ? <Decide {...props} /> : <Decided {...props} />}
    </article>
  )
}

function Decided({ claim, words }: Props) {
  const told = words.office
  const { by, decided_ms, amount_fen, reason, state } = claim
  const amount = () => (by === 'viewer' ? told.off : told.amount_of)(amount_fen)
  return (
    <p class="office-decided">
      {state === 'met' ? <strong>{amount()}</strong> : null}
      {reason === '' ? null : <span>{reason}</span>}
      <small>
        {told.decided(by === 'viewer' ? told.by_viewer : words.seat(by), localDate(decided_ms))}
      </small>
    </p>
  )
}

/** The decision; it is final, so it takes a second press, and Back has the focus. */
function Decide({ claim, office, words, lang }: Props) {
  const told = words.office
  const [amount, typeAmount] = useState(typedYuan(claim.ceiling_fen))
  const [reason, typeReason] = useState('')
  const [asking, ask] = useState<'meet' | 'refuse' | null>(null)
  const [busy, setBusy] = useState(false)
  const [not, setNot] = useState<NotDone | null>(null)
  const fen = fenOf(amount)
  const fits = fen !== null && fen > 0 && fen <= claim.ceiling_fen
  const id = `decide-${claim.claim}`
  const decide = async () => {
    const met = asking === 'meet'
    setBusy(true)
    const amount_fen = met ? (fen ?? 0) : 0
    setNot(await office.decide({ claim: claim.claim, met, amount_fen, reason: reason.trim() }))
    setBusy(false)
    ask(null)
  }
  return (
    <div class="office-decide">
      <label class="field">
        {told.amount}
        <input
          type="text"
          inputMode="decimal"
          autocomplete="off"
          value={amount}
          aria-describedby={`${id}-odd`}
          data-testid="office-amount"
          onInput={(event) => typeAmount(event.currentTarget.value)}
        />
      </label>
      <label class="field office-reason">
        {told.reason}
        <textarea
          rows={2}
          maxLength={REASON_CHARS_MAX}
          value={reason}
          data-testid="office-reason"
          onInput={(event) => typeReason(event.currentTarget.value)}
        />
      </label>
      <p class="office-odd" id={`${id}-odd`}>
        {fits ? '' : told.amount_odd(typedYuan(claim.ceiling_fen))}
      </p>
      {asking ? (
        <p class="row">
          <span>{asking === 'meet' ? told.sure_meet(yuan(fen ?? 0)) : told.sure_refuse}</span>
          <button type="button" class="button" autofocus onClick={() => ask(null)}>
            {told.back}
          </button>
          <button
            type="button"
            class="button strong"
            data-testid="office-confirm"
            disabled={busy}
            onClick={() => void decide()}
          >
            {busy ? told.deciding : told.confirm}
          </button>
        </p>
      ) : (
        <p class="row">
          <button
            type="button"
            class="button strong"
            data-testid="office-meet"
            disabled={!fits || reason.trim() === ''}
            onClick={() => ask('meet')}
          >
            {told.meet}
          </button>
          <button
            type="button"
            class="button"
            data-testid="office-refuse"
            disabled={reason.trim() === ''}
            onClick={() => ask('refuse')}
          >
            {told.refuse}
          </button>
        </p>
      )}
      <p class="office-odd" role="alert" data-code={not?.code}>
        {not ? (not.message ? pick(not.message, lang) : told.no_answer) : ''}
      </p>
    </div>
  )
}
