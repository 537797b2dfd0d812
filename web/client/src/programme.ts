/** Gives the studio's time of the picture on the screen, in Unix milliseconds; null: not known. */
export type Media = () => number | null

/** A player further behind shows something else than the live programme. */
const BEHIND_MS_MAX = 120_000

/**
 * Where in the programme this viewer is: by the player where it says so, else by the outlet's
 * delay (docs/protocol.md, section 6). It only goes on: what was presented is not taken back.
 */
export class Programme {
  #at_ms = 0

  constructor(private readonly media: Media | null = null) {}

  /** How far this viewer is behind the studio at `now_ms`, the show's time. */
  delay(now_ms: number, outlet_delay_ms: number): number {
    if (!this.media) return outlet_delay_ms
    const media_ms = this.media()
    const behind_ms = media_ms === null ? -1 : now_ms - media_ms
    const known = behind_ms >= 0 && behind_ms <= BEHIND_MS_MAX
    this.#at_ms = Math.max(this.#at_ms, now_ms - (known ? behind_ms : outlet_delay_ms))
    return now_ms - this.#at_ms
  }
}

interface NativeVideo extends HTMLVideoElement {
  /** Safari's: the programme's time at 0 of the media. */
  getStartDate?(): Date
}

/**
 * The player of the page that gala's is part of: `galaMedia` says it (with hls.js:
 * `() => hls.playingDate?.getTime() ?? null`), or a `<video>` that plays HLS by itself.
 */
export function playerOf(page: Window & { galaMedia?: Media }): Media {
  return () => {
    if (page.galaMedia) return page.galaMedia()
    const video = page.document.querySelector<NativeVideo>('video')
    const began_ms = video?.getStartDate?.().getTime()
    if (!video || began_ms === undefined || Number.isNaN(began_ms)) return null
    return began_ms + video.currentTime * 1_000
  }
}
