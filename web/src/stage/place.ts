import { useEffect, useState } from 'preact/hooks'
import { isObject, parse } from '../json'
import { isStr } from 'gala-client/shapes'

/** Where the hall's phones go, and whether all this is a rehearsal (docs/console-api.md). */
export interface Place {
  readonly phone: string | null
  readonly rehearsal: boolean
}

export const NO_PLACE: Place = { phone: null, rehearsal: false }

const AGAIN_MS = 10_000

/** The answer of `GET /api/place`, or null when it is none. */
export function placeOf(body: string): Place | null {
  const value = parse(body)
  if (!isObject(value)) return null
  const phone = isStr(value.phone) && /^https?:\/\//.test(value.phone) ? value.phone : null
  return { phone, rehearsal: value.rehearsal === true }
}

const THIS_MACHINE = /^(localhost|127\.|\[::1\])/

/** An address that a phone reaches; null when this page is at one that only this machine has. */
export function onPhone(place: Place, path: string): string | null {
  if (place.phone === null && THIS_MACHINE.test(location.host)) return null
  return new URL(path, place.phone ?? location.origin).href
}

/** The page of a draw's proof. */
export function proofPath(number: number): string {
  return `/verify?bundle=${encodeURIComponent(`/proof/draw/${number}.json`)}`
}

/** The place, asked for until it is known. */
export function usePlace(): Place {
  const [place, found] = useState(NO_PLACE)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const ask = async () => {
      try {
        const answer = await fetch('/api/place')
        const told = answer.ok ? placeOf(await answer.text()) : null
        if (told) return found(told)
      } catch {
        // Out of reach: the line says so already.
      }
      timer = setTimeout(() => void ask(), AGAIN_MS)
    }
    void ask()
    return () => clearTimeout(timer)
  }, [])
  return place
}
