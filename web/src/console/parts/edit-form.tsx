import type { SheetView } from '../edit/api'
import { behind, begun, editable, KINDS, type Draft, type Way } from '../edit/draft'
import type { Scene } from '../scene'

interface Props {
  draft: Draft
  view: SheetView
  scene: Scene
  write: (draft: Draft) => void
}

type Field = 'id' | 'title_zh' | 'title_en' | 'notes_zh' | 'notes_en' | 'length'

const WAYS: readonly Way[] = ['set', 'insert', 'remove', 'file']

/** What an editor asks for: one segment changed, put in or taken out, or a whole sheet. */
export function EditForm({ draft, view, scene, write }: Props) {
  const { words, say } = scene
  const told = words.edit
  const places = draft.way === 'insert' ? behind(view) : editable(view)
  return (
    <>
      <div class="edit-ways" role="group" aria-label={told.title}>
        {WAYS.map((way) => (
          <button
            key={way}
            type="button"
            class="act"
            data-testid={`edit-way-${way}`}
            aria-pressed={draft.way === way}
            onClick={() => write(begun(way, view))}
          >
            {told.way[way]}
          </button>
        ))}
      </div>
      {draft.way === 'file' ? (
        <>
          {file(told.file, 'sheet', '.yaml,.yml,.json')}
          {file(told.signed, 'signed', '.json')}
        </>
      ) : places.length === 0 ? (
        <p>{told.nothing_left}</p>
      ) : (
        <>
          <label class="field">
            {draft.way === 'insert' ? told.behind : told.segment}
            <select
              data-testid="edit-segment"
              value={draft.segment}
              onChange={({ currentTarget }) => choose(currentTarget.value)}
            >
              {places.map(({ id, title }) => (
                <option key={id} value={id}>
                  {say(title)} · {id}
                </option>
              ))}
            </select>
          </label>
          {draft.way === 'insert' ? (
            <div class="pair">
              {line('id')}
              <label class="field">
                {told.kind}
                <select
                  data-testid="edit-kind"
                  value={draft.kind}
                  onChange={({ currentTarget }) =>
                    write({ ...draft, kind: currentTarget.value })
                  }
                >
                  {KINDS.map((kind) => (
                    <option key={kind} value={kind}>
                      {words.kinds[kind] ?? kind}
                    </option>
                  ))}
                </select>
              </label>
            </div>
          ) : null}
          {draft.way === 'remove' ? null : (
            <>
              <div class="pair">
                {line('title_zh')}
                {line('title_en')}
              </div>
              <div class="pair">
                {line('notes_zh')}
                {line('notes_en')}
              </div>
              {line('length')}
            </>
          )}
        </>
      )}
    </>
  )

  function choose(segment: string): void {
    write(draft.way === 'set' ? begun('set', view, segment) : { ...draft, segment })
  }

  function line(field: Field) {
    return (
      <label class="field">
        {told[field]}
        <input
          type="text"
          autocomplete="off"
          data-testid={`edit-${field}`}
          value={draft[field]}
          onInput={({ currentTarget }) => write({ ...draft, [field]: currentTarget.value })}
        />
      </label>
    )
  }

  function file(label: string, field: 'sheet' | 'signed', accept: string) {
    return (
      <label class="field">
        {label}
        <input
          type="file"
          accept={accept}
          data-testid={`edit-${field}`}
          onChange={({ currentTarget }) => {
            const chosen = currentTarget.files?.[0]
            if (!chosen) return write({ ...draft, [field]: '' })
            void chosen.text().then((text) => write({ ...draft, [field]: text }))
          }}
        />
      </label>
    )
  }
}
