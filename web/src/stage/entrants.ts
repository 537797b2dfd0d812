import { useEffect, useState } from 'preact/hooks'
import { isObject, parse } from '../json'
import { codeOf } from '../pseudonym'
import { isList, isStr } from 'gala-client/shapes'

/** As many names as the ball carries. */
const COUNT = 300
const AGAIN_MS = 2_000

/** The codes of those who entered, from `GET /proof/entries/<window>.json`. */
export function codesOf(body: string): string[] {
  const value = parse(body)
  if (!isObject(value) || !isList(value.leaves)) return []
  return value.leaves.flatMap((leaf) => {
    const code = isStr(leaf) ? codeOfLeaf(leaf) : null
    return code === null ? [] : [code]
  })
}

/** The code of a leaf's owner; null for a unit that nobody got. */
export function codeOfLeaf(leaf: string): string | null {
  const pseudonym = /^[0-9a-f]{32}(?= )/.exec(leaf)?.[0]
  return pseudonym === undefined ? null : codeOf(pseudonym)
}

/** The codes of the first entrants of a frozen window; none while `window` is null. */
export function useEntrants(window: string | null, gen: number): readonly string[] {
  const [codes, found] = useState<readonly string[]>([])
  useEffect(() => {
    found([])
    if (window === null) return undefined
    let timer: ReturnType<typeof setTimeout>
    let gone = false
    const ask = async () => {
      try {
        const path = `/proof/entries/${encodeURIComponent(window)}.json?start=0&count=${COUNT}`
        const answer = await fetch(path)
        const told = answer.ok ? codesOf(await answer.text()) : []
        if (gone) return
        if (told.length > 0) return found(told)
      } catch {
        // Out of reach: the ball turns without names meanwhile.
      }
      if (!gone) timer = setTimeout(() => void ask(), AGAIN_MS)
    }
    void ask()
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [window, gen])
  return codes
}
