import type { Text } from 'gala-client/shapes'
import { timeOfDay } from '../../format'
import type { Preview } from '../edit/api'
import type { Scene } from '../scene'

/** What an edit would do, and what stands in its way. */
export function EditPreview({ preview, scene }: { preview: Preview; scene: Scene }) {
  const { state, words, say } = scene
  const told = words.edit
  const { barriers, differences, ends_ms, finish, problems, unsigned } = preview
  const clock = (at_ms: number) => timeOfDay(at_ms, state.show.utc_offset_min)
  return (
    <div class="edit-preview" data-testid="edit-found" data-may={preview.may} tabIndex={0}>
      {barriers.length > 0 ? listed(told.barriers, barriers, 'bad') : null}
      {unsigned.length > 0 ? listed(told.unsigned, unsigned.map(both), 'bad') : null}
      {preview.sheet === null ? null : differences.length === 0 ? (
        <p>{told.no_differences}</p>
      ) : (
        listed(told.differences, differences, 'news')
      )}
      {finish ? <p class="edit-finish">{say(finish)}</p> : null}
      {ends_ms && preview.may ? (
        <p class="edit-finish" data-testid="edit-ends">
          {told.ends(clock(ends_ms.before), clock(ends_ms.after))}
        </p>
      ) : null}
      {preview.two_seats ? <p>{told.two}</p> : null}
      {problems.length > 0 ? (
        <section>
          <h3>{told.problems}</h3>
          <ul>
            {problems.map(({ code, is_error, line, message, hint }) => (
              <li key={`${code} ${line} ${message[1]}`} data-kind={is_error ? 'bad' : 'mild'}>
                <b>{code}</b> {told.at(line)} · {say(message)} <small>{say(hint)}</small>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  )

  function listed(title: string, texts: readonly Text[], kind: string) {
    return (
      <section>
        <h3>{title}</h3>
        <ul>
          {texts.map((text) => (
            <li key={text[1]} data-kind={kind}>
              {say(text)}
            </li>
          ))}
        </ul>
      </section>
    )
  }
}

const both = (text: string): Text => [text, text]
