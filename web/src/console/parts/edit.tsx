import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { again, commit, look, sheetInForce, type Looked, type SheetView } from '../edit/api'
import { asked, begun, editable, ready, type Draft } from '../edit/draft'
import type { Scene } from '../scene'
import { EditForm } from './edit-form'
import { EditPreview } from './edit-preview'

interface Props {
  /** The digest of what the other seat has proposed; null begins an edit of one's own. */
  sheet: string | null
  scene: Scene
  close: () => void
}

/** Editing the run sheet on air: what is asked for, what it would do, and only then the doing. */
export function EditDialog({ sheet, scene, close }: Props) {
  const { words, say } = scene
  const dialog = useRef<HTMLDialogElement>(null)
  const [view, see] = useState<SheetView | null>(null)
  const [draft, write] = useState<Draft | null>(null)
  const [looked, found] = useState<Looked | null>(null)
  const [trouble, tell] = useState('')
  const [busy, work] = useState(false)
  useLayoutEffect(() => dialog.current?.showModal(), [])
  useEffect(() => {
    void (async () => {
      if (sheet !== null) {
        const answer = await again(sheet)
        shown(answer)
        if ('preview' in answer) return
        // Another console has that draft: whoever has the same sheet can still hand it in here.
      }
      const found = await sheetInForce()
      if (!found) return tell(words.edit.no_answer)
      see(found)
      write(begun(sheet === null && editable(found).length ? 'set' : 'file', found))
    })()
  }, [sheet])

  function shown(answer: Looked): void {
    if ('preview' in answer) found(answer)
    else tell(answer.message ? say(answer.message) : words.edit.no_answer)
  }

  async function preview(): Promise<void> {
    if (!draft || !view) return
    tell('')
    work(true)
    try {
      shown(await look(asked(draft, view)))
    } catch {
      tell(words.edit.bad_file)
    }
    work(false)
  }

  const read = looked && 'preview' in looked ? looked.preview : null

  async function carryOut(): Promise<void> {
    if (!read) return
    tell('')
    work(true)
    const answer = await commit(read)
    work(false)
    if (answer.kind === 'accepted') return close()
    if (answer.kind !== 'refused') return tell(words.edit.no_answer)
    tell(answer.message ? say(answer.message) : words.refusal_code(answer.code))
  }

  return (
    <dialog
      ref={dialog}
      class="confirm edit"
      data-testid="edit-dialog"
      aria-labelledby="edit-h"
      aria-describedby="edit-note"
      aria-busy={busy}
      onClose={close}
    >
      <h2 id="edit-h">{words.edit.title}</h2>
      <p id="edit-note">{words.edit.note}</p>
      {read ? (
        <EditPreview preview={read} scene={scene} />
      ) : draft && view ? (
        <EditForm draft={draft} view={view} scene={scene} write={write} />
      ) : trouble ? null : (
        <p role="status">{words.edit.loading}</p>
      )}
      <p class="refusal" role="alert" data-testid="edit-trouble">
        {trouble}
      </p>
      <div class="row">
        <button type="button" class="button" data-testid="edit-cancel" onClick={close}>
          {words.cancel}
        </button>
        {read && view ? (
          <button
            type="button"
            class="button"
            data-testid="edit-back"
            onClick={() => {
              found(null)
              tell('')
            }}
          >
            {words.edit.back}
          </button>
        ) : null}
        {read ? (
          <button
            type="button"
            class="button danger"
            data-testid="edit-commit"
            disabled={busy || !read.may}
            onClick={() => void carryOut()}
          >
            {read.two_seats && read.sheet !== sheet ? words.edit.propose : words.edit.commit}
          </button>
        ) : (
          <button
            type="button"
            class="button"
            data-testid="edit-preview"
            disabled={busy || !draft || !ready(draft)}
            onClick={() => void preview()}
          >
            {words.edit.preview}
          </button>
        )}
      </div>
    </dialog>
  )
}
