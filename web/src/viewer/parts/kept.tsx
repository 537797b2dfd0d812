import { useState } from 'preact/hooks'
import { yuan } from '../../format'
import type { WonClaim } from 'gala-client/claims'
import type { DrawPicture } from 'gala-client/draw-picture'
import type { Live } from '../live'
import { verifyPath } from '../lot/bundle'
import { drawMine, type Outcome } from '../lot/outcome'
import { receiptFile } from '../lot/proving'
import { saveFile } from '../save'
import type { Scene } from '../scene'
import { Guarantees } from './guarantees'
import { Orders } from './orders'
import { ReceiptCard } from './receipt'

interface Props {
  claim: WonClaim
  live: Live
  scene: Pick<Scene, 'words' | 'say'>
  /** What is known of the show now; null while there is no line. */
  picture: Scene['picture'] | null
  earlier?: boolean
}

/** A receipt in the wallet: what came of it, whether it holds, and the way to take it along. */
export function Kept({ claim, live, scene, picture, earlier = false }: Props) {
  const { words } = scene
  const told = words.lots.wallet
  const [failed, setFailed] = useState(false)
  const checked = live.proving.check(claim)
  const odd = checked === 'refused' || checked === 'other_keys'
  const line = earlier && odd ? told.another_night : told.checked[checked]
  const save = async () => {
    const origin = await live.proving.origin()
    const file = origin === null ? null : receiptFile(claim, origin)
    setFailed(file === null)
    if (file !== null) saveFile(`receipt-${claim.window}-${claim.unit}.json`, file)
  }
  const results = picture ? resultsOf(claim, live, scene, picture) : []
  const orders = live.orders?.of(claim.window)?.orders ?? []
  const bought =
    claim.kind === 'seckill' ||
    results.some((one) => one.bought) ||
    orders.some(({ state }) => state === 'paid')
  return (
    <div class="kept" data-testid={`kept-${claim.window}`}>
      <ReceiptCard
        claim={claim}
        scene={scene}
        picture={picture}
        {...(earlier ? { note: words.wallet_earlier } : {})}
      />
      {earlier ? null : (
        <Orders
          window={claim.window}
          live={live}
          scene={scene}
          passed={results.some((one) => one.passed)}
        />
      )}
      {claim.proof ? (
        <p class="small" data-testid={`promise-${claim.window}`}>
          {told.promise(claim.proof.promise)}
        </p>
      ) : null}
      {results.map(({ number, line, good }) => (
        <p key={number} class="kept-result" data-good={good}>
          {number === null ? line : <a href={verifyPath(number)}>{line}</a>}
        </p>
      ))}
      <div class="kept-foot">
        <span class="kept-checked" data-state={earlier ? 'earlier' : checked}>
          {line}
        </span>
        {claim.proof ? (
          <button type="button" class="link" onClick={save}>
            {told.save}
          </button>
        ) : null}
      </div>
      {failed ? (
        <p class="small" role="status">
          {told.save_failed}
        </p>
      ) : null}
      {!earlier && bought ? (
        <Guarantees receipt={claim} live={live} scene={scene} />
      ) : null}
    </div>
  )
}

interface Result {
  readonly number: number | null
  readonly line: string
  readonly good: boolean
  /** Is a unit mine by it, which its goods' guarantees then come with? */
  readonly bought?: boolean
  /** Was I drawn and then passed over? */
  readonly passed?: boolean
}

/** What came of chances or of an entry: one line for each draw from that window. */
function resultsOf(
  claim: WonClaim,
  live: Live,
  scene: Pick<Scene, 'words' | 'say'>,
  picture: Scene['picture'],
): Result[] {
  const told = scene.words.lots
  if (claim.kind === 'seckill') return []
  const draws = Object.values(picture.draws).filter((draw) => live.windowOf(draw) === claim.window)
  const lines = draws.flatMap((draw): Result[] => {
    const line = draw.kind === 'rain' ? rainLine(draw) : drawLine(draw)
    return line ? [{ number: draw.number, ...line }] : []
  })
  return lines.length > 0 ? lines : [{ number: null, line: told.wallet.waiting, good: false }]

  function rainLine(draw: DrawPicture): Omit<Result, 'number'> | null {
    const outcome = live.proving.outcome(draw, claim)
    if (!outcome) return null
    if (outcome.state !== 'rain') return { line: pending(outcome), good: false }
    const fen = outcome.mine.reduce((sum, one) => sum + one, 0)
    if (fen === 0) return { line: told.rain.none, good: false }
    return { line: `${told.rain.mine} ${yuan(fen)}`, good: true }
  }

  function pending({ state }: Outcome): string {
    if (state === 'other_keys') return told.wallet.checked.other_keys
    return state === 'computing' || state === 'refused' ? told[state] : told.unavailable
  }

  function drawLine(draw: DrawPicture): Omit<Result, 'number'> | null {
    const outcome = live.proving.outcome(draw, claim)
    const mine = drawMine(draw, outcome, claim)
    const words = told[claim.kind === 'lot' ? 'lot' : 'draw'].result
    const titles = live.notes?.of(draw.segment)?.prizes ?? {}
    if (draw.state !== 'opened' && draw.state !== 'announced') return null
    if (mine.is === 'unknown') return outcome ? { line: pending(outcome), good: false } : null
    if (mine.is === 'alternate') return { line: words.alternate(mine.no), good: true }
    const passed = mine.is === 'passed_over'
    if (mine.is !== 'won') return { line: words[mine.is], good: false, passed }
    const title = titles[mine.prize_id] ?? ([mine.prize_id, mine.prize_id] as const)
    if (live.pays?.paid(claim.window)) return { line: scene.words.orders.drawn, good: true }
    const won = draw.state === 'announced' ? words.won : words.drawn
    return { line: won(scene.say(title)), good: true, bought: claim.kind === 'lot' }
  }
}
