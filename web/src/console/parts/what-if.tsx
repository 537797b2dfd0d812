import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { drift, duration, timeOfDay } from '../../format'
import type { Fields } from '../command'
import type { Command } from '../commands'
import { coming, titleOf } from '../model'
import type { Scene } from '../scene'
import { lookAhead, type Looked, type Press } from '../what-if/api'
import { effectOf, type Shift } from '../what-if/lines'

const EXTEND_MS = [30_000, 60_000, 120_000, 300_000, -30_000, -60_000] as const
const HOLD_MS = [60_000, 300_000] as const

/** A press that is looked at before it is given: what would move, and only then the key for it. */
export function WhatIf({ scene, close }: { scene: Scene; close: () => void }) {
  const { desk, state, words } = scene
  const dialog = useRef<HTMLDialogElement>(null)
  const [press, choose] = useState<Press>({ what: 'extend', by_ms: EXTEND_MS[0] })
  const [looked, found] = useState<Looked | null>(null)
  useLayoutEffect(() => dialog.current?.showModal(), [])
  const next = coming(state)
  useEffect(() => {
    let late = false
    void lookAhead(press).then((answer) => late || found(answer))
    return () => {
      late = true
    }
    // Whatever happens meanwhile makes it another future.
  }, [press, state.seq])
  const [command, fields, label] = given(press, scene)
  return (
    <dialog
      ref={dialog}
      class="confirm edit"
      data-testid="what-if-dialog"
      aria-labelledby="what-if-h"
      aria-describedby="what-if-note"
      onClose={close}
    >
      <h2 id="what-if-h">{words.what_if.title}</h2>
      <p id="what-if-note">{words.what_if.note}</p>
      <div class="edit-ways" role="group" aria-label={words.what_if.ways}>
        {EXTEND_MS.map((by_ms) => way({ what: 'extend', by_ms }, `extend-${by_ms}`))}
        {next ? way({ what: 'skip', segment: next.id }, 'skip') : null}
        {HOLD_MS.map((for_ms) => way({ what: 'hold', for_ms }, `hold-${for_ms}`))}
      </div>
      <div class="edit-preview" role="status" aria-live="polite" data-testid="what-if-effect">
        {looked === null ? <p>{words.what_if.loading}</p> : <Told looked={looked} scene={scene} />}
      </div>
      <div class="row">
        <button type="button" class="button" data-testid="what-if-cancel" autofocus onClick={close}>
          {words.cancel}
        </button>
        <button
          type="button"
          class="button danger"
          data-testid="what-if-give"
          disabled={!desk.can(command) || looked === null || 'message' in looked}
          onClick={() => {
            close()
            void desk.give(command, fields)
          }}
        >
          {label}
        </button>
      </div>
    </dialog>
  )

  function way(one: Press, testid: string) {
    return (
      <button
        key={testid}
        type="button"
        class="act"
        data-testid={`what-if-${testid}`}
        aria-pressed={JSON.stringify(one) === JSON.stringify(press)}
        onClick={() => {
          found(null)
          choose(one)
        }}
      >
        {named(one, scene)}
      </button>
    )
  }
}

function named(press: Press, scene: Scene): string {
  const { words } = scene
  switch (press.what) {
    case 'extend':
      return words.what_if.extend(drift(press.by_ms))
    case 'skip':
      return words.what_if.skip(titleOf(scene, press.segment))
    case 'hold':
      return words.what_if.hold(duration(press.for_ms / 1000))
  }
}

/** The command that a press is, and what its button says. */
function given(press: Press, { words }: Scene): readonly [Command, Fields, string] {
  switch (press.what) {
    case 'extend':
      return ['extend', { by_ms: press.by_ms }, words.what_if.give_extend(drift(press.by_ms))]
    case 'skip':
      return ['skip', { segment: press.segment }, words.what_if.give_skip]
    case 'hold':
      return ['hold', {}, words.what_if.give_hold]
  }
}

function Told({ looked, scene }: { looked: Looked; scene: Scene }) {
  const { state, words, say } = scene
  const { what_if } = words
  if ('message' in looked) return <p>{looked.message ? say(looked.message) : what_if.no_answer}</p>
  const effect = effectOf(looked.before, looked.after)
  const clock = (at_ms: number) => timeOfDay(at_ms, state.show.utc_offset_min)
  const title = (id: string) => titleOf(scene, id)
  const time = (ms: number) => duration(Math.round(Math.abs(ms) / 1000))
  const { before_ms, after_ms } = effect.finish
  const quiet = !effect.fixed.length && !effect.windows.length && !effect.draws.length
  return (
    <>
      <p class="edit-finish" data-testid="what-if-finish">
        {what_if.finish(clock(before_ms), clock(after_ms), drift(after_ms - before_ms))}
      </p>
      {quiet ? <p>{what_if.nothing}</p> : null}
      {effect.fixed.length ? (
        <>
          <h3>{what_if.fixed}</h3>
          <ul data-testid="what-if-fixed">
            {effect.fixed.map(({ segment, fixed_ms, over_ms }) => (
              <li key={segment} data-kind={over_ms > 0 ? 'bad' : 'news'}>
                {(over_ms > 0 ? what_if.missed : what_if.spare)(
                  title(segment),
                  clock(fixed_ms),
                  time(over_ms),
                )}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {shifts(what_if.windows, 'what-if-windows', effect.windows)}
      {shifts(what_if.draws, 'what-if-draws', effect.draws)}
      {effect.whole ? null : <p>{what_if.not_whole}</p>}
    </>
  )

  function shifts(head: string, testid: string, all: readonly Shift[]) {
    if (!all.length) return null
    return (
      <>
        <h3>{head}</h3>
        <ul data-testid={testid}>
          {all.map((one) => (
            <li key={one.segment} data-kind={one.after_ms === null ? 'bad' : 'news'}>
              {`${title(one.segment)}: `}
              {one.before_ms === null ? '' : `${clock(one.before_ms)} → `}
              {one.after_ms === null ? what_if.gone : clock(one.after_ms)}
            </li>
          ))}
        </ul>
      </>
    )
  }
}
