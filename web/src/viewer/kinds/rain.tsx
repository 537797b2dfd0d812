import { count, yuan } from '../../format'
import type { KindView } from './kind'

/** Red-packet rain: what is in the pool, announced. */
export const rain: KindView<'rain'> = {
  icon: (
    <>
      <rect x="5" y="3" width="14" height="18" rx="2.5" />
      <path d="M5 8.5c4.5 3 9.5 3 14 0" />
      <circle cx="12" cy="11.5" r="2" />
    </>
  ),
  Detail: ({ segment, scene: { words } }) => (
    <>
      <dl class="figures">
        <div>
          <dt>{words.rain_pool}</dt>
          <dd>{yuan(segment.detail.pool_fen)}</dd>
        </div>
        <div>
          <dt>{words.rain_packets}</dt>
          <dd>{count(segment.detail.packets)}</dd>
        </div>
      </dl>
      <p class="small">{words.rain_note}</p>
    </>
  ),
}
