import { useLayoutEffect, useRef } from 'preact/hooks'
import { segmentOf } from '../model'
import type { Asking, Scene } from '../scene'

interface Props {
  asking: Asking
  scene: Scene
  close: () => void
}

/** A question before a command that is hard to take back. Cancel has the focus. */
export function Confirm({ asking, scene, close }: Props) {
  const { desk, state, words, say } = scene
  const dialog = useRef<HTMLDialogElement>(null)
  // Before the next key can come: Cancel must have the focus by then.
  useLayoutEffect(() => {
    dialog.current?.showModal()
  }, [])
  const { title, note, label, act } = question()
  return (
    <dialog
      ref={dialog}
      class="confirm"
      data-testid="confirm"
      aria-labelledby="confirm-h"
      aria-describedby="confirm-note"
      onClose={close}
    >
      <h2 id="confirm-h">{title}</h2>
      <p id="confirm-note">{note}</p>
      <div class="row">
        <button type="button" class="button" data-testid="cancel" autofocus onClick={close}>
          {words.cancel}
        </button>
        <button
          type="button"
          class="button danger"
          data-testid="confirm-do"
          onClick={() => {
            close()
            act()
          }}
        >
          {label}
        </button>
      </div>
    </dialog>
  )

  function question() {
    if (asking.what === 'jump') {
      const { segment } = asking
      const found = segmentOf(state, segment)
      return {
        title: words.jump_title(found ? say(found.title) : segment),
        note: words.jump_note,
        label: words.jump_do,
        act: () => void desk.give('jump', { segment }),
      }
    }
    if (asking.what === 'end') {
      const act = () => void desk.give('end')
      return { title: words.end_title, note: words.end_note, label: words.end_do, act }
    }
    const act = () => void desk.give('panic')
    return { title: words.panic_title, note: words.panic_note, label: words.panic_do, act }
  }
}
