import { useEffect, useRef, useState } from 'preact/hooks'
import { fromDrop, fromInput } from '../gather'
import type { Session } from '../session'
import type { Words } from '../words'
import { Seal } from './seal'

interface Props {
  session: Session
  words: Words
  small: boolean
}

/** Where files, folders and links come in. The whole window takes a drop. */
export function Drop({ session, words, small }: Props) {
  const [over, setOver] = useState(false)
  const [typed, setTyped] = useState('')
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)

  useEffect(() => {
    // Known to every browser, but not to the types of an input element.
    folder.current?.setAttribute('webkitdirectory', '')
    const drag = (event: DragEvent) => {
      event.preventDefault()
      setOver(event.type === 'dragover')
    }
    const drop = (event: DragEvent) => {
      drag(event)
      if (event.dataTransfer) void fromDrop(event.dataTransfer).then((all) => session.take(all))
    }
    window.addEventListener('dragover', drag)
    window.addEventListener('dragleave', drag)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', drag)
      window.removeEventListener('dragleave', drag)
      window.removeEventListener('drop', drop)
    }
  }, [session])

  const chosen = (input: HTMLInputElement) => {
    const list = [...(input.files ?? [])]
    input.value = ''
    if (list.length > 0) void fromInput(list).then((all) => session.take(all))
  }
  const note = session.note
  return (
    <section class="panel drop" data-over={over} data-small={small} data-testid="drop">
      {small ? null : <Seal state="waiting" />}
      <h2>{small ? words.again : words.drop}</h2>
      <p class="muted">{words.drop_note}</p>
      <div class="choose">
        <button type="button" class="button strong" onClick={() => files.current?.click()}>
          {words.choose_files}
        </button>
        <button type="button" class="button" onClick={() => folder.current?.click()}>
          {words.choose_folder}
        </button>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          data-testid="files"
          onChange={(event) => chosen(event.currentTarget)}
        />
        <input
          ref={folder}
          type="file"
          hidden
          data-testid="folder"
          onChange={(event) => chosen(event.currentTarget)}
        />
      </div>
      <form
        class="line-form"
        onSubmit={(event) => {
          event.preventDefault()
          void session.open(typed)
        }}
      >
        <label for="link">{words.link}</label>
        <div class="field">
          <input
            id="link"
            type="text"
            inputMode="url"
            autocomplete="off"
            spellcheck={false}
            placeholder={words.link_hint}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <button type="submit" class="button">
            {words.open}
          </button>
        </div>
      </form>
      <p class="note" role="status" data-testid="note">
        {note ? (note.is === 'elsewhere' ? words.elsewhere(note.host) : words.notes[note.is]) : ''}
      </p>
    </section>
  )
}
