import { useEffect } from 'preact/hooks'
import { yuan } from '../format'
import { pick, type Lang } from '../lang'
import type { Live } from '../viewer/live'
import { at, phaseOf } from 'gala-client/board'
import { asDraw } from 'gala-client/by-lot'
import { useFrames } from './frames'
import { useLateDraw } from './late'
import type { Options } from './options'
import { Foot } from './parts/foot'
import { Top } from './parts/top'
import { usePlace } from './place'
import type { Scene } from './scene'
import { Card } from './views/card'
import { Draw } from './views/draw'
import { Plain } from './views/plain'
import { Rain } from './views/rain'
import { Seckill } from './views/seckill'
import { Title } from './views/title'
import { WORDS } from './words'

/** The screen in the hall. It shows what was decided elsewhere, and decides nothing. */
export function App({ live, options, lang }: { live: Live; options: Options; lang: Lang }) {
  useFrames(live)
  const place = usePlace()
  const words = WORDS[lang]
  const { welcome } = live
  const title = welcome ? pick(welcome.title, lang) : words.page
  useEffect(() => {
    document.title = title
  }, [title])

  const now_ms = live.now()
  const delay_ms = welcome?.delay_ms ?? 0
  const scene: Scene = {
    words,
    lang,
    say: (text) => pick(text, lang),
    title,
    now_ms: now_ms ?? 0,
    delay_ms,
    outlet: welcome?.outlet ?? '',
    picture: at(now_ms === null ? null : live.main, now_ms ?? 0, delay_ms),
    tick: live.tick,
    place,
    ball: options.ball,
    transparent: options.transparent,
  }
  return (
    <>
      <Top scene={scene} freshness={live.freshness} />
      {live.main && now_ms !== null ? (
        <View scene={scene} />
      ) : (
        <Waiting live={live} scene={scene} />
      )}
      <Foot scene={scene} />
    </>
  )
}

/** Not connected yet; who comes after the end gets no picture, only the word. */
function Waiting({ live, scene: { words, title } }: { live: Live; scene: Scene }) {
  if (live.word === 'over') return <Card name="over" title={words.over} note={words.over_note} />
  return <Card name="connecting" title={live.welcome ? title : words.connecting} />
}

/** The view of what is on. */
function View({ scene }: { scene: Scene }) {
  const { words, picture } = scene
  const phase = phaseOf(picture)
  const late = useLateDraw(picture, scene.now_ms)
  if (phase === 'over') return <Card name="over" title={words.over} note={words.over_note} />
  if (phase === 'panic') return <Card name="panic" title={words.panic} note={words.panic_note} />
  const segment = picture.on_air
  if (!segment) return <Title scene={scene} />
  switch (segment.kind) {
    case 'seckill': {
      const drawn = asDraw(segment)
      if (drawn) {
        const { goods_title, price_fen, lot } = segment.detail
        const units = (lot?.stocks ?? []).reduce((sum, one) => sum + one.units, 0)
        const note = words.by_lot(scene.say(goods_title), yuan(price_fen), units)
        return <Draw key={drawn.id} segment={drawn} scene={scene} note={note} />
      }
      return <Seckill key={segment.id} segment={segment} scene={scene} />
    }
    case 'rain':
      return <Rain key={segment.id} segment={segment} scene={scene} />
    case 'draw':
      return <Draw key={segment.id} segment={segment} scene={scene} />
    default:
      // A draw that was committed to goes on, and the hall wants to see how it ends.
      if (late) return <Draw key={late.id} segment={late} scene={scene} />
      return <Plain key={segment.id} segment={segment} scene={scene} />
  }
}
