import { count, yuan } from '../../format'
import { codeOf } from '../../pseudonym'
import type { DrawPicture } from 'gala-client/draw-picture'
import type { SegmentOf } from 'gala-client/segment'
import { calledAfter, prizeRows } from '../prizes'
import { factsOf } from '../facts'
import { Beacon } from '../parts/beacon'
import { ProofQr } from '../parts/proof-qr'
import type { Scene } from '../scene'

/** From so many on the prizes stand closer, and from so many there is room for names only. */
const SOME = 9
const MANY = 25

interface Props {
  segment: SegmentOf<'draw'>
  draw: DrawPicture
  scene: Scene
}

/** The winners as they were announced, and nothing that this screen thinks of it. */
export function Winners({ segment, draw, scene }: Props) {
  const { words, say } = scene
  const { winners } = draw
  const rows = prizeRows(segment.detail.prizes, winners)
  const facts = factsOf(draw.manifest)
  const n = winners.length
  const more = draw.count - n
  return (
    <>
      <header>
        <h2 data-testid="stage-title">{words.winners}</h2>
        {facts ? <Beacon kind={facts.beacon} words={words} /> : null}
      </header>
      <div class="prizes" data-size={n >= MANY ? 'many' : n >= SOME ? 'some' : 'few'}>
        {rows.map((row) => (
          <section key={row.prize.prize_id} class="prize" data-as={row.as}>
            <h3>
              {say(row.prize.prize_title)}
              {row.winners.length > 1 ? <small>×{count(row.winners.length)}</small> : null}
              {row.prize.value_fen > 0 ? (
                <small>{words.value(yuan(row.prize.value_fen))}</small>
              ) : null}
            </h3>
            <ul>
              {row.winners.map(({ place: at, pseudonym }, i) => (
                <li
                  key={at}
                  data-testid={`winner-${at}`}
                  style={{ animationDelay: `${calledAfter(row, i, n)}ms` }}
                >
                  {codeOf(pseudonym)}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      {more > 0 ? <p class="lead">{words.more(more)}</p> : null}
      <ProofQr number={draw.number} scene={scene} />
    </>
  )
}
