import { useState } from 'preact/hooks'
import { localDate } from '../../format'
import type { WonClaim } from 'gala-client/claims'
import type { Guarantee } from 'gala-client/segment'
import type { Live } from '../live'
import type { Scene } from '../scene'
import type { NotDone, TrustClaim } from '../trust/api'
import { GuaranteeForm } from './guarantee-form'

interface Props {
  receipt: WonClaim
  live: Live
  scene: Pick<Scene, 'words' | 'say'>
}

/** What a receipt's goods are guaranteed by, how claims on it stand, and the way to make one. */
export function Guarantees({ receipt, live, scene }: Props) {
  const { words, say } = scene
  const told = words.trust
  const [open, setOpen] = useState(false)
  const listed = live.guarantees?.of(receipt.window) ?? []
  if (listed.length === 0) return null
  const standing = ({ id }: Guarantee) => live.counter?.of(receipt, id)
  const left = listed.filter((one) => one.kind !== 'coupon' && !standing(one))
  const begin = () => {
    setOpen(true)
    void live.askOffice()
  }
  return (
    <section
      class="guarantees"
      aria-labelledby={`guarantees-${receipt.window}`}
      data-testid={`guarantees-${receipt.window}`}
    >
      <h3 id={`guarantees-${receipt.window}`}>{told.title}</h3>
      <ul>
        {listed.map((one) => (
          <li key={one.id} data-testid={`guarantee-${one.id}`}>
            <p class="guarantee-title">
              <strong>{say(one.title)}</strong>
              {one.tiers.length > 0 ? (
                <span class="guarantee-tier">{told.for_tier(one.tiers.map(say).join(' / '))}</span>
              ) : null}
            </p>
            <p class="guarantee-text">{say(one.text)}</p>
            <Standing claim={standing(one)} coupon={one.kind === 'coupon'} scene={scene} />
            {one.kind === 'coupon' && !standing(one) ? (
              <Coupon guarantee={one} receipt={receipt} live={live} scene={scene} />
            ) : null}
          </li>
        ))}
      </ul>
      {open && left.length > 0 ? (
        <GuaranteeForm
          {...{ receipt, live, scene, left }}
          close={() => setOpen(false)}
        />
      ) : left.length > 0 && receipt.proof ? (
        <button type="button" class="button" data-testid="claim-guarantee" onClick={begin}>
          {told.begin}
        </button>
      ) : null}
      <p class="small">{left.length > 0 ? told.after : told.nothing_left}</p>
    </section>
  )
}

/** How one claim stands, in words. */
function Standing(props: {
  claim: TrustClaim | undefined
  coupon: boolean
  scene: Props['scene']
}) {
  const { claim, coupon, scene } = props
  const told = scene.words.trust
  if (!claim) return null
  if (coupon) {
    return (
      <p class="guarantee-state" data-state={claim.state} role="status">
        <strong>{told.used(claim.amount_fen, localDate(claim.decided_ms))}</strong>
        <span>{told.number(claim.claim)}</span>
      </p>
    )
  }
  const { state, amount_fen, by, reason, filed_ms, decided_ms } = claim
  return (
    <div class="guarantee-state" data-state={state} role="status">
      <p>
        <strong>{told.state[state]}</strong> {state === 'met' ? told.met_with(amount_fen) : null}
      </p>
      {state === 'filed' ? (
        <p>{told.filed_at(localDate(filed_ms))}</p>
      ) : (
        <>
          <p>{told.reason(reason)}</p>
          <p>{told.decided(by, localDate(decided_ms))}</p>
        </>
      )}
      <p>{told.number(claim.claim)}</p>
    </div>
  )
}

/** A coupon is used by a second press: it cannot be taken back. */
function Coupon(props: Props & { guarantee: Guarantee }) {
  const { guarantee, receipt, live, scene } = props
  const told = scene.words.trust
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [not, setNot] = useState<NotDone | null>(null)
  const offer = live.counter?.mine?.offers[receipt.window]?.find(({ id }) => id === guarantee.id)
  if (!receipt.proof) return null
  if (asking && offer?.yours === false) return <p class="small">{told.not_yours}</p>
  const use = async () => {
    setBusy(true)
    setNot((await live.counter?.redeem(receipt, guarantee.id)) ?? null)
    setBusy(false)
  }
  if (!asking) {
    const ask = () => {
      setAsking(true)
      void live.askOffice()
    }
    return (
      <button type="button" class="link" data-testid={`use-${guarantee.id}`} onClick={ask}>
        {told.use}
      </button>
    )
  }
  return (
    <div class="guarantee-use">
      <p class="small">{told.use_once}</p>
      <p class="guarantee-row">
        <button
          type="button"
          class="button strong"
          data-testid={`use-sure-${guarantee.id}`}
          disabled={busy}
          onClick={use}
        >
          {busy ? told.sending : told.use_sure}
        </button>
        <button type="button" class="button" onClick={() => setAsking(false)}>
          {told.use_later}
        </button>
      </p>
      <Trouble not={not} scene={scene} />
    </div>
  )
}

/** Why something was not done. */
export function Trouble({ not, scene }: { not: NotDone | null; scene: Props['scene'] }) {
  const { codes } = scene.words.trust
  return (
    <p class="guarantee-trouble" role="alert" data-code={not?.code}>
      {not ? (not.message ? scene.say(not.message) : (codes[not.code] ?? codes.unknown)) : ''}
    </p>
  )
}
