import type { ComponentChildren } from 'preact'
import { countdown } from '../../format'
import type { DrawPicture, FrozenPicture } from 'gala-client/draw-picture'
import { verifyPath } from '../lot/bundle'
import { factsOf, lowOf } from '../lot/manifest-facts'
import type { Outcome } from '../lot/outcome'
import type { Scene } from '../scene'

/** Hex in groups that two people can compare. */
export function Root({ hex, label }: { hex: string; label: string }) {
  return (
    <div class="root">
      <p class="small">{label}</p>
      <p class="root-groups" translate={false}>
        {(hex.toUpperCase().match(/.{1,4}/g) ?? []).map((group, i) => (
          <span key={i}>{group} </span>
        ))}
      </p>
    </div>
  )
}

/** Who takes part is fixed, and this stands for it. */
export function Frozen(props: { frozen: FrozenPicture; told: string; scene: Scene }) {
  const { frozen, told, scene } = props
  const { lots } = scene.words
  return (
    <section class="fixed" data-testid="frozen">
      <p class="lot-line">{told}</p>
      <Root hex={frozen.root} label={lots.root} />
      <p class="small">{lots.frozen_note}</p>
    </section>
  )
}

/** What decides, and the time until it exists. */
export function Committed({ draw, scene }: { draw: DrawPicture; scene: Scene }) {
  const { words, now_ms, delay_ms, live } = scene
  const { lots } = words
  const facts = factsOf(draw.manifest)
  const hall = facts?.beacon === 'hall' || draw.round_at_ms === 0
  const by = facts ? lots.decided_by(facts.round, lots.beacon[facts.beacon]) : []
  const halves: readonly string[] = hall ? lots.decided_by_hall : by
  const left = (draw.round_at_ms ?? 0) + delay_ms - now_ms
  const claim = live.receiptOf(draw)
  const low = claim && facts ? lowOf(claim, facts) : null
  return (
    <section class="waiting" data-testid="committed">
      {hall ? null : (
        <>
          <p class="small">{left > 0 ? lots.round_in : lots.round_here}</p>
          <p class="digits" role="timer">
            {countdown(left)}
          </p>
        </>
      )}
      <p class="lot-line halves">
        <Halves halves={halves} />
      </p>
      {facts?.beacon === 'rehearsal' ? <p class="rehearsed">{lots.rehearsal_note}</p> : null}
      {claim && low !== null ? (
        <p class="small">{lots.in_draw(low + 1, claim.quantity)}</p>
      ) : null}
    </section>
  )
}

/** A sentence whose line may end between its parts, and within one only when it must. */
export function Halves({ halves }: { halves: readonly string[] }) {
  return (
    <>
      {halves.map((half) => (
        <span key={half}>{half} </span>
      ))}
    </>
  )
}

/** It came to nothing, and why. */
export function Nothing({ told }: { told: string }) {
  return (
    <p class="nothing" role="status" data-testid="lot-nothing">
      {told}
    </p>
  )
}

/** The words for a reason; a reason of a later version has words too. */
export function reasonOf<T extends { other: string }>(words: T, reason: string | null): string {
  const known = reason !== null && Object.prototype.hasOwnProperty.call(words, reason)
  return known ? (words as unknown as Record<string, string>)[reason] ?? '' : words.other
}

/** What stands where the outcome will be, while this phone has none; else the outcome itself. */
export function Computed(props: {
  outcome: Outcome | undefined
  scene: Scene
  children: ComponentChildren
}) {
  const { outcome, scene, children } = props
  const { lots } = scene.words
  if (!outcome || outcome.state === 'computing') {
    return (
      <p class="lot-line" role="status" data-testid="computing">
        {lots.computing}
      </p>
    )
  }
  if (outcome.state === 'unavailable') return <Nothing told={lots.unavailable} />
  if (outcome.state === 'refused') {
    return (
      <div class="contradiction" role="alert" data-testid="refused">
        <p>{lots.refused}</p>
        <p class="small">{outcome.reason}</p>
      </div>
    )
  }
  if (outcome.state === 'other_keys') return <OtherKeys scene={scene} />
  return <>{children}</>
}

/** The keys of the first visit do not fit any more: the viewer decides which to believe. */
export function OtherKeys({ scene: { live, words } }: { scene: Pick<Scene, 'live' | 'words'> }) {
  const others = live.proving.keys?.others
  if (!others) return null
  return (
    <div class="nothing" role="status" data-testid="other-keys">
      <p>{words.lots.other_keys}</p>
      <button type="button" class="button" onClick={() => live.useOtherKeys(others)}>
        {words.lots.use_other_keys}
      </button>
    </div>
  )
}

/** The way to everything that proves it, and what it cannot prove. */
export function ProofLink({ draw, scene }: { draw: DrawPicture; scene: Scene }) {
  const { number, manifest } = draw
  const { lots } = scene.words
  return (
    <>
      {factsOf(manifest)?.beacon === 'rehearsal' ? (
        <p class="rehearsed">{lots.rehearsal_note}</p>
      ) : null}
      <p class="proof-link">
        <a href={verifyPath(number)} target="_blank" rel="noopener" data-testid={`proof-${number}`}>
          {lots.proof_link}
        </a>
      </p>
    </>
  )
}

/** By what name one is told of tonight. */
export function MyCode(props: { code: string; scene: Pick<Scene, 'words'>; note?: boolean }) {
  const { code, scene, note = false } = props
  const { lots } = scene.words
  return (
    <p class="code" data-testid="my-code">
      <span>{lots.code}</span> <strong translate={false}>{code}</strong>
      {note ? <span class="small">{lots.code_note}</span> : null}
    </p>
  )
}
