import { countdown } from '../../format'

/**
 * A countdown as large as there is room. Its last ten seconds are one number, which the hall can
 * count along.
 */
export function Count({ label, left_ms }: { label: string; left_ms: number }) {
  const last = left_ms > 0 && left_ms <= 10_000
  return (
    <div class="count" data-last={last}>
      <p class="count-label">{label}</p>
      <p class="count-digits" role="timer">
        {last ? Math.ceil(left_ms / 1_000) : countdown(left_ms)}
      </p>
    </div>
  )
}
