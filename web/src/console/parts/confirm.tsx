import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { questionOf } from '../question'
import type { Asking, Scene } from '../scene'

interface Props {
  asking: Asking
  scene: Scene
  close: () => void
}

/**
 * A question before a command that is hard to take back. Cancel has the focus; where something is
 * to be typed in first, the field has it, and Enter in it does nothing.
 */
export function Confirm({ asking, scene, close }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [text, type] = useState('')
  // Before the next key can come: Cancel must have the focus by then.
  useLayoutEffect(() => {
    dialog.current?.showModal()
  }, [])
  const { title, note, label, command, fields, typed } = questionOf(asking, scene)
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
      {typed ? (
        <label class="field">
          {typed.label}
          <input
            type="text"
            data-testid="confirm-text"
            maxLength={typed.chars_max}
            autocomplete="off"
            autofocus
            value={text}
            onInput={(event) => type(event.currentTarget.value)}
          />
        </label>
      ) : null}
      <div class="row">
        <button
          type="button"
          class="button"
          data-testid="cancel"
          autofocus={!typed}
          onClick={close}
        >
          {scene.words.cancel}
        </button>
        <button
          type="button"
          class="button danger"
          data-testid="confirm-do"
          disabled={typed !== undefined && text.trim() === ''}
          onClick={() => {
            close()
            void scene.desk.give(command, typed ? { ...fields, text: text.trim() } : fields)
          }}
        >
          {label}
        </button>
      </div>
    </dialog>
  )
}
