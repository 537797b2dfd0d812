import { count } from '../../format'
import type { DrawPicture } from 'gala-client/draw-picture'
import { factsOf } from '../facts'
import { toRound } from '../lot'
import { Beacon } from '../parts/beacon'
import { Count } from '../parts/count'
import { ProofQr } from '../parts/proof-qr'
import { Root } from '../parts/root'
import type { Scene } from '../scene'

/** Before the beacon: what is fixed, by what it will be decided, and that nobody knows it yet. */
export function Committed({ draw, scene }: { draw: DrawPicture; scene: Scene }) {
  const { words, now_ms, delay_ms } = scene
  const facts = factsOf(draw.manifest)
  const left_ms = toRound(draw, now_ms, delay_ms)
  const coming = left_ms !== null && left_ms > 0
  return (
    <>
      {left_ms === null ? (
        <h2 data-testid="stage-title">{words.hall_decides}</h2>
      ) : (
        <h2 data-testid="stage-title">
          {facts && facts.round > 0 ? words.decided_by(count(facts.round)) : words.frozen}
          {coming ? <small>{words.not_yet}</small> : null}
        </h2>
      )}
      {coming ? <Count label="" left_ms={left_ms} /> : null}
      {left_ms !== null && !coming ? <p class="lead">{words.come}</p> : null}
      <div class="pair">
        {facts ? <Root hex={facts.root} label={words.root} /> : null}
        <ProofQr number={draw.number} scene={scene} />
      </div>
      <p class="note">{words.root_note}</p>
      {facts ? <Beacon kind={facts.beacon} words={words} /> : null}
    </>
  )
}
