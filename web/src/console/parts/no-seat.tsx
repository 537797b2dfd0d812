import type { Lang } from '../../lang'
import type { Words } from '../words'
import { LangButton } from './lang-button'

/** For who comes without a session. */
export function NoSeat(props: { words: Words; lang: Lang; choose: (lang: Lang) => void }) {
  const { words } = props
  return (
    <main class="alone" data-testid="no-seat">
      <h1>{words.no_seat_title}</h1>
      <p>{words.no_seat}</p>
      <p class="row">
        <button type="button" class="button strong" onClick={() => location.reload()}>
          {words.no_seat_retry}
        </button>
        <LangButton {...props} />
      </p>
    </main>
  )
}
