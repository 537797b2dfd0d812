import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { questionOf } from '../question'
import type { AskingFirst, Scene } from '../scene'

interface Props {
  asking: AskingFirst
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
  const [units, count] = useState('')
  // Before the next key can come: Cancel must have the focus by then.
  useLayoutEffect(() => {
    dialog.current?.showModal()
  }, [])
  const { title, note, label, command, fields, typed, stock } = questionOf(asking, scene)
  const [outlet, choose] = useState(stock?.outlets[0]?.id ?? '')
  const amount = Number(units)
  const odd = stock && !(Number.isInteger(amount) && amount >= 1 && amount <= stock.units_max)
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
      {stock ? (
        <div class="pair">
          <label class="field">
            {stock.outlet}
            <select
              data-testid="confirm-outlet"
              value={outlet}
              onChange={(event) => choose(event.currentTarget.value)}
            >
              {stock.outlets.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.title}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            {stock.units}
            <input
              type="number"
              min={1}
              max={stock.units_max}
              step={1}
              data-testid="confirm-units"
              value={units}
              onInput={(event) => count(event.currentTarget.value)}
            />
          </label>
        </div>
      ) : null}
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
          disabled={odd || (typed !== undefined && text.trim() === '')}
          onClick={() => {
            close()
            const more = stock ? { outlet, units: amount } : {}
            const said = typed ? { text: text.trim() } : {}
            void scene.desk.give(command, { ...fields, ...more, ...said })
          }}
        >
          {label}
        </button>
      </div>
    </dialog>
  )
}
