/** Gold that flies apart where a packet was caught. */
export interface Burst {
  readonly x: number
  readonly y: number
  readonly since_ms: number
  /** Did it count? What does not count glitters less. */
  readonly counted: boolean
}

const LIFE_MS = 700
const SPARKS = 18
const COLOURS = ['#ffe9b8', '#f6cd74', '#ee4a2f'] as const

export const isAlive = (burst: Burst, now_ms: number) => now_ms - burst.since_ms < LIFE_MS

/** Paint a burst: each spark flies its own way and falls. */
export function paintBurst(pen: CanvasRenderingContext2D, burst: Burst, now_ms: number): void {
  const share = (now_ms - burst.since_ms) / LIFE_MS
  const sparks = burst.counted ? SPARKS : SPARKS / 3
  pen.globalAlpha = 1 - share * share
  for (let i = 0; i < sparks; i++) {
    const way = (i / sparks) * 2 * Math.PI
    const speed = 40 + ((i * 37) % 29) * 2.4
    const far = speed * share * (2 - share)
    const size = (burst.counted ? 5 : 3) * (1 - share * 0.6)
    pen.fillStyle = COLOURS[i % COLOURS.length] ?? COLOURS[0]
    const x = burst.x + Math.cos(way) * far
    const y = burst.y + Math.sin(way) * far + 70 * share * share
    pen.fillRect(x - size / 2, y - size / 2, size, size)
  }
  if (burst.counted) {
    pen.fillStyle = '#ffe9b8'
    pen.fillText('+1', burst.x, burst.y - 46 * share)
  }
  pen.globalAlpha = 1
}
