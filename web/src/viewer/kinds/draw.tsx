import { yuan } from '../../format'
import type { KindView } from './kind'

/** A draw: its prizes, announced. */
export const draw: KindView<'draw'> = {
  icon: (
    <>
      <path d="M4 9h16v11H4zM3 6h18v3H3zM12 6v14" />
      <path d="M12 6S9 6 8 4.8A1.7 1.7 0 0 1 10.5 2.5C12 3.5 12 6 12 6zm0 0s3 0 4-1.2a1.7 1.7 0 0 0-2.5-2.3C12 3.5 12 6 12 6z" />
    </>
  ),
  Detail: ({ segment, scene: { words, say } }) => (
    <>
      <ul class="prizes">
        {segment.detail.prizes.map((prize) => (
          <li key={prize.prize_id}>
            <strong>{say(prize.prize_title)}</strong>
            <span>{words.prize_count(prize.count)}</span>
            <span class="muted">{words.prize_value(yuan(prize.value_fen))}</span>
          </li>
        ))}
      </ul>
      <p class="small">{words.draw_note}</p>
    </>
  ),
}
