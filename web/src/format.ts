/** Figures as people read them. Pure; money stays integer fen until here. */

const two = (n: number) => String(n).padStart(2, '0')

/** An amount in yuan, its cents only when there are some: `¥0.01`, `¥5,999`. */
export function yuan(fen: number): string {
  const whole = Math.trunc(Math.abs(fen) / 100)
  const cents = Math.abs(fen) % 100
  const grouped = count(whole)
  return `${fen < 0 ? '−' : ''}¥${grouped}${cents === 0 ? '' : `.${two(cents)}`}`
}

/** A whole number with its thousands apart. */
export function count(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** A time to go, rounded up to the second so that it ends with the thing it counts to. */
export function countdown(ms: number): string {
  return duration(Math.max(0, Math.ceil(ms / 1000)))
}

/** A time over or under, with its sign: `+1:30`, `−0:05`; within half a second `±0:00`. */
export function drift(ms: number): string {
  const s = Math.round(Math.abs(ms) / 1000)
  if (s === 0) return '±0:00'
  const text = s < 600 ? duration(s).slice(1) : duration(s)
  return `${ms < 0 ? '−' : '+'}${text}`
}

/** `mm:ss`, or `h:mm:ss` from an hour on. */
export function duration(seconds: number): string {
  const s = Math.floor(seconds)
  const hours = Math.floor(s / 3600)
  const rest = `${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

/** `hh:mm:ss` of an instant, so many minutes east of UTC. */
export function timeOfDay(at_ms: number, utc_offset_min: number): string {
  const s = Math.floor(at_ms / 1000) + utc_offset_min * 60
  const day = ((s % 86_400) + 86_400) % 86_400
  return `${two(Math.floor(day / 3600))}:${two(Math.floor(day / 60) % 60)}:${two(day % 60)}`
}

/** `yyyy-mm-dd hh:mm` where this device is. */
export function localDate(at_ms: number): string {
  const there = new Date(at_ms)
  const day = [there.getFullYear(), two(there.getMonth() + 1), two(there.getDate())].join('-')
  return `${day} ${localTime(at_ms)}`
}

/** `hh:mm` where this device is. */
export function localTime(at_ms: number): string {
  return timeOfDay(at_ms, -new Date(at_ms).getTimezoneOffset()).slice(0, 5)
}
