import { useEffect, useReducer, useState } from 'preact/hooks'
import { pick, useLang } from '../lang'
import type { Fields } from './command'
import type { Desk } from './desk'
import { useHotkeys } from './hotkeys'
import type { Press } from './keys'
import type { Office } from './office/office'
import { EXTEND_MS } from './model'
import { planB } from './model-draws'
import { BreakerAlarm } from './parts/breaker-alarm'
import { Audience } from './parts/audience'
import { Confirm } from './parts/confirm'
import { Controls } from './parts/controls'
import { Draws } from './parts/draws'
import { EditDialog } from './parts/edit'
import { Feelings } from './parts/feelings'
import { FiguresAlarm } from './parts/figures-alarm'
import { Header } from './parts/header'
import { Hints } from './parts/hints'
import { NoSeat } from './parts/no-seat'
import { OfficePage } from './parts/office'
import { OnAirPanel } from './parts/on-air'
import { OrdersPanel } from './parts/orders'
import { RefusalLine } from './parts/refusal'
import { Rooms } from './parts/rooms'
import { Spoken } from './parts/spoken'
import { SpokenAlarm } from './parts/spoken-alarm'
import { Standby } from './parts/standby'
import { ClocksAlarm } from './parts/clocks-alarm'
import { StoreAlarm } from './parts/store-alarm'
import { System } from './parts/system'
import { Tabs, type Tab } from './parts/tabs'
import { Timeline } from './parts/timeline'
import { WhatIf } from './parts/what-if'
import { Windows } from './parts/windows'
import type { Asking, Scene } from './scene'
import { WORDS } from './words'

/** What each hotkey does at the desk; a hotkey does what its button does. */
const ON_PRESS: Readonly<Record<Exclude<Press, 'escape'>, (desk: Desk) => Promise<void>>> = {
  go: (desk) => desk.give('go'),
  ready: (desk) => desk.give('ready'),
  hold: (desk) => desk.give(desk.state?.phase === 'held' ? 'resume' : 'hold'),
  skip: (desk) => desk.give('skip'),
  extend: (desk) => desk.give('extend', { by_ms: EXTEND_MS }),
  shorten: (desk) => desk.give('extend', { by_ms: -EXTEND_MS }),
  plan_b: (desk) => desk.give('plan_b', instead(desk)),
  drive: (desk) => desk.give(desk.state?.mode === 'auto' ? 'manual' : 'auto'),
}

/** The segment that Plan B is for, named so that the key takes what its button has named. */
function instead({ state }: Desk): Fields {
  const plan = state && planB(state)
  return plan ? { segment: plan.instead_of.id } : {}
}

/** The console's page. */
export function App({ desk, office }: { desk: Desk; office: Office }) {
  const [lang, choose] = useLang()
  const [asking, ask] = useState<Asking | null>(null)
  const [tab, turn] = useState<Tab>('desk')
  const [, draw] = useReducer((n: number) => n + 1, 0)
  useEffect(() => {
    const timer = setInterval(() => draw(null), 200)
    const forget = desk.subscribe(() => draw(null))
    const forget_office = office.subscribe(() => draw(null))
    return () => {
      clearInterval(timer)
      forget()
      forget_office()
    }
  }, [desk, office])
  const [panic_held, hold_panic] = useHotkeys({
    // Who decides claims does not see the programme: only Esc works there.
    busy: asking !== null || tab === 'office',
    press: (press) => void ON_PRESS[press](desk),
    panic: () => {
      ask(null)
      void desk.give('panic')
    },
    cancel: () => ask(null),
  })

  const words = WORDS[lang]
  const { state } = desk
  const title = state ? pick(state.show.title, lang) : words.page
  useEffect(() => {
    document.title = `${title} · ${words.page}`
  }, [title, words])

  const header = <Header desk={desk} words={words} title={title} lang={lang} choose={choose} />
  if (desk.no_seat) return <NoSeat words={words} lang={lang} choose={choose} />
  if (!state) {
    return (
      <>
        {header}
        <main class="alone">
          <p role="status">{words.connecting}</p>
        </main>
      </>
    )
  }
  const scene: Scene = {
    desk,
    state,
    words,
    say: (text) => pick(text, lang),
    now_ms: desk.now() ?? state.origin_ms,
    ask,
    panic_held,
    hold_panic,
  }
  return (
    <>
      {header}
      {desk.connected ? null : (
        <p class="banner" role="alert" data-testid="offline">
          {words.offline}
        </p>
      )}
      <StoreAlarm store={desk.store} words={words} />
      <ClocksAlarm clocks={desk.clocks} words={words} />
      <BreakerAlarm scene={scene} />
      <FiguresAlarm scene={scene} />
      <SpokenAlarm scene={scene} />
      <Tabs tab={tab} office={office} words={words} choose={turn} />
      {tab === 'office' ? (
        <OfficePage office={office} words={words} lang={lang} />
      ) : (
        <DeskPage scene={scene} />
      )}
      {asking?.what === 'edit' ? (
        <EditDialog sheet={asking.sheet} scene={scene} close={() => ask(null)} />
      ) : asking?.what === 'what_if' ? (
        <WhatIf scene={scene} close={() => ask(null)} />
      ) : asking ? (
        <Confirm asking={asking} scene={scene} close={() => ask(null)} />
      ) : null}
    </>
  )
}

/** The director's desk. */
function DeskPage({ scene }: { scene: Scene }) {
  const { desk, words } = scene
  return (
    <>
      <Hints words={words} />
      <main class="desk" onClick={letGo} aria-busy={desk.giving !== null}>
        <div class="drive">
          <OnAirPanel scene={scene} />
          <Standby scene={scene} />
          <RefusalLine scene={scene} />
          <Controls scene={scene} />
        </div>
        <Timeline scene={scene} />
        <div class="watch" role="group" aria-label={words.figures} tabIndex={0}>
          <Draws scene={scene} />
          <Windows scene={scene} />
          <OrdersPanel scene={scene} />
          <Audience scene={scene} />
          <Rooms scene={scene} />
          <Spoken scene={scene} />
          <Feelings scene={scene} />
          <System scene={scene} />
        </div>
      </main>
    </>
  )
}

/** A button pressed with a pointer gives the focus back, so that Space is GO again. */
function letGo(event: MouseEvent): void {
  // Only the button itself: a dialog that it has opened has put the focus on Cancel by now.
  const button = event.target instanceof Element ? event.target.closest('button') : null
  if (event.detail > 0 && button && button === document.activeElement) button.blur()
}
