import { timeOfDay } from '../format'

/** An instant where this device is, to the second: `2021-06-16 20:21:05`. */
export function localInstant(at_ms: number): string {
  const date = new Date(at_ms)
  const two = (n: number) => String(n).padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day} ${timeOfDay(at_ms, -date.getTimezoneOffset())}`
}
