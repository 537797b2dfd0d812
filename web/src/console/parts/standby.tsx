import { countdown } from '../../format'
import { coming, loaded } from '../model'
import type { Scene } from '../scene'
import { KeyHint } from './key-hint'
import { PlanB } from './plan-b'

/** The big GO, and below it what it takes, green, with the notes for it. */
export function Standby({ scene }: { scene: Scene }) {
  const { desk, state, words, say, now_ms } = scene
  const segment = coming(state)
  const { n, m } = loaded(state, desk.tick)
  const { taking } = state
  return (
    <section class="standby" aria-labelledby="standby-h" data-testid="standby">
      <button
        type="button"
        class={taking ? 'go go-now' : 'go'}
        data-testid="go"
        disabled={!desk.can('go')}
        aria-describedby="standby-name"
        aria-keyshortcuts="Space"
        onClick={() => void desk.give('go')}
      >
        {taking ? words.go_now : words.go} <KeyHint>{words.key.space}</KeyHint>
      </button>
      <div class="standby-body">
        <h2 id="standby-h">{words.next}</h2>
        <p class="name" id="standby-name">
          {segment ? say(segment.title) : words.nothing_next}
        </p>
        {segment ? (
          <>
            <p class="standby-meta" data-testid="loaded">
              <span>{words.kinds[segment.kind] ?? segment.kind}</span>
              <span class="figure">{countdown(segment.length_ms)}</span>
              <span>{state.ready || taking ? words.loaded(n, m) : words.not_loaded}</span>
            </p>
            {taking ? (
              <p class="taking">{told(taking.present_at_ms - now_ms, taking.by_hand)}</p>
            ) : null}
            <PlanB scene={scene} />
            <div
              class="notes"
              data-testid="notes"
              role="group"
              aria-label={words.notes}
              tabIndex={0}
            >
              {segment.notes ? <p>{say(segment.notes)}</p> : null}
              {segment.prompter ? (
                <p data-testid="prompter-words">
                  <b>{words.for_host}</b> {say(segment.prompter)}
                </p>
              ) : null}
              {segment.notes || segment.prompter ? null : words.no_notes}
            </div>
          </>
        ) : (
          <PlanB scene={scene} />
        )}
      </div>
    </section>
  )

  function told(left_ms: number, by_hand: boolean): string {
    const left = countdown(left_ms)
    return by_hand ? words.taking_by_hand(left) : words.taking(left)
  }
}
