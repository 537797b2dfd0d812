import type { Command } from '../commands'
import { EXTEND_MS } from '../model'
import type { Scene } from '../scene'
import { KeyHint } from './key-hint'
import { PanicButton } from './panic-button'

/** The buttons beside GO, each with its key. */
export function Controls({ scene }: { scene: Scene }) {
  const { desk, state, words } = scene
  const held = state.phase === 'held'
  const manual = state.mode === 'manual'
  return (
    <section class="controls" aria-label={words.page}>
      {key('ready', 'ready', state.ready ? words.is_ready : words.ready, 'N')}
      {held ? key('resume', 'hold', words.resume, 'H') : key('hold', 'hold', words.hold, 'H')}
      {key('skip', 'skip', words.skip, 'S')}
      <button
        type="button"
        class="key short"
        data-testid="what-if"
        disabled={!desk.can('extend')}
        onClick={() => scene.ask({ what: 'what_if' })}
      >
        {words.what_if.open}
      </button>
      {key('extend', 'shorten', words.shorten, '⇧E', -EXTEND_MS)}
      {key('extend', 'extend', words.extend, 'E', EXTEND_MS)}
      <button
        type="button"
        class="key drive-switch"
        data-testid="drive"
        data-mode={state.mode}
        disabled={!desk.can(manual ? 'auto' : 'manual')}
        onClick={() => void desk.give(manual ? 'auto' : 'manual')}
      >
        <span class="sr-only">{`${words.drive}: ${manual ? words.manual : words.auto}.`}</span>
        <span data-on={!manual}>{words.auto}</span>
        <span data-on={manual}>{words.manual}</span>
        <KeyHint>A</KeyHint>
      </button>
      <PanicButton scene={scene} />
      <button
        type="button"
        class="key end"
        data-testid="end"
        disabled={!desk.can('end')}
        onClick={() => scene.ask({ what: 'end' })}
      >
        {words.end}
      </button>
    </section>
  )

  function key(command: Command, testid: string, label: string, hint: string, by_ms?: number) {
    return (
      <button
        type="button"
        class="key short"
        data-testid={testid}
        disabled={!desk.can(command)}
        onClick={() => void desk.give(command, by_ms === undefined ? {} : { by_ms })}
      >
        {label} <KeyHint>{hint}</KeyHint>
      </button>
    )
  }
}
