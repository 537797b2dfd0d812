import { useEffect, useState } from 'preact/hooks'
import { pick, useLang } from '../lang'
import { at, nextChange, phaseOf, type Picture } from 'gala-client/board'
import type { Live } from './live'
import { Icon } from './parts/icon'
import { LineNote } from './parts/line-note'
import { LotsAside } from './parts/lots-aside'
import { NextUp } from './parts/next-up'
import { RoomStrip } from './parts/room-strip'
import { Stage } from './parts/stage'
import { TopBar } from './parts/top-bar'
import { Wallet } from './parts/wallet'
import { viewOf } from './kinds'
import { sceneAt } from './scene'
import { WORDS } from './words'

/** The longest wait between two looks at the clock, so that seconds fall on time. */
const LOOK_EVERY_MS = 200

/** The viewer's page. */
export function App({ live }: { live: Live }) {
  const [lang, choose] = useLang()
  useFrames(live)
  const words = WORDS[lang]
  const title = live.welcome ? pick(live.welcome.title, lang) : words.page
  useEffect(() => {
    document.title = title
  }, [title])

  useEffect(() => live.drawn())

  const now_ms = live.now()
  const picture = now_ms === null ? null : at(live.main, now_ms, live.delay(now_ms))
  const scene =
    picture && live.main && now_ms !== null ? sceneAt(live, lang, picture, now_ms) : null
  return (
    <>
      <a class="skip" href="#stage">
        {words.skip}
      </a>
      <TopBar live={live} words={words} title={title} lang={lang} choose={choose} />
      <LineNote live={live} words={words} />
      <div class="columns">
        {scene ? <Stage scene={scene} /> : <Connecting live={live} words={words} />}
        <div class="aside">
          {scene ? <RoomStrip scene={scene} /> : null}
          {scene ? <LotsAside scene={scene} /> : null}
          {scene ? <NextUp scene={scene} /> : null}
          <Wallet
            live={live}
            words={words}
            lang={lang}
            picture={picture}
            shown={shownWindow(picture)}
          />
          {live.welcome ? (
            <footer class="foot">
              {words.outlet(live.welcome.outlet, String(live.welcome.delay_ms / 1000))}
            </footer>
          ) : null}
        </div>
      </div>
    </>
  )
}

/** The window of the card in view, if it has one. */
function shownWindow(picture: Picture | null): string | null {
  const phase = picture && phaseOf(picture)
  const segment = phase === 'on_air' || phase === 'held' ? picture?.on_air : null
  return segment?.detail && 'window' in segment.detail ? segment.detail.window : null
}

function Connecting({ live, words }: { live: Live; words: (typeof WORDS)['zh'] }) {
  // Who comes after the end gets no picture, only the word.
  const over = live.word === 'over'
  const fresh = words.freshness_note[live.freshness]
  const note = over ? words.over_note : live.noTicket ? words.no_ticket : fresh
  return (
    <main id="stage" class="stage" data-phase="connecting" data-kind="other">
      <div class="medal">
        <Icon>{viewOf('other').icon}</Icon>
      </div>
      <h2>{over ? words.over : words.freshness[live.freshness]}</h2>
      <p class="lead">{note}</p>
    </main>
  )
}

/** How long it is until a cue is to be seen, on the main stage or in the room. */
function nextIn(live: Live, now: number): number {
  const delay = live.delay(now)
  const due = [live.main, live.rooms.here?.board ?? null].map((one) => nextChange(one, now, delay))
  return Math.min(LOOK_EVERY_MS, ...due.flatMap((at_ms) => (at_ms === null ? [] : [at_ms - now])))
}

/** Draw anew at every message, at every look at the clock, and at the very instant of a cue. */
function useFrames(live: Live): void {
  const [, draw] = useState(0)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const look = () => {
      clearTimeout(timer)
      draw((n) => n + 1)
      const now = live.now()
      const wait = now === null ? LOOK_EVERY_MS : Math.ceil(nextIn(live, now))
      timer = setTimeout(look, Math.min(LOOK_EVERY_MS, Math.max(4, wait)))
    }
    look()
    const forget = live.subscribe(look)
    return () => {
      clearTimeout(timer)
      forget()
    }
  }, [live])
}
