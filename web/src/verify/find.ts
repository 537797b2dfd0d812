import type { Found } from '../proof/found'
import { readLeaf, type Leaf } from '../proof/leaf'
import { lowBy } from '../proof/places'
import { means } from './code'
import type { OwnLeaf } from './own'

/** Something about one viewer in what was verified. */
export type Hit =
  | {
      readonly is: 'place'
      readonly draw: number
      readonly pseudonym: string
      readonly place: number
      readonly prize: string | null
      readonly passed: string | null
    }
  | { readonly is: 'not_drawn'; readonly draw: number; readonly pseudonym: string }
  | {
      readonly is: 'packets'
      readonly draw: number
      readonly pseudonym: string
      readonly chances: number
      readonly packets: number
      readonly fen: number
    }
  | { readonly is: 'leaf'; readonly window: string; readonly leaf: Leaf }

/** Whom to look for: by a code that was typed, or by a receipt. */
export type Seeker =
  | { readonly is: 'code'; readonly typed: string }
  | { readonly is: 'leaf'; readonly leaf: Leaf; readonly window: string | null }

/** The seeker of what somebody typed: a code, or a receipt's whole leaf. */
export function seekerOf(typed: string): Seeker {
  const leaf = leafOf(typed.trim())
  return leaf ? { is: 'leaf', leaf, window: null } : { is: 'code', typed }
}

/** The seekers of the receipts that this device keeps. */
export function seekersOf(own: readonly OwnLeaf[]): Seeker[] {
  return own.flatMap(({ leaf: text, window }) => {
    const leaf = leafOf(text)
    return leaf ? [{ is: 'leaf', leaf, window } as const] : []
  })
}

/** All about one viewer. */
export function lookFor(found: Found, seeker: Seeker): Hit[] {
  const is = (pseudonym: string) => {
    if (seeker.is === 'leaf') return seeker.leaf.pseudonym === pseudonym
    return means(seeker.typed, pseudonym)
  }
  switch (found.kind) {
    case 'record':
      return [...found.draws, ...found.windows].flatMap((part) => lookFor(part, seeker))
    case 'draw': {
      const { number: draw } = found.manifest
      const hits = found.places.filter(({ leaf }) => is(leaf.pseudonym))
      if (hits.length === 0 && found.outcome.word !== null && entered(found, seeker)) {
        return [{ is: 'not_drawn', draw, pseudonym: seeker.leaf.pseudonym }]
      }
      return hits.map(({ leaf: { pseudonym }, place, prize, passed }) => {
        return { is: 'place', draw, pseudonym, place, prize, passed }
      })
    }
    case 'rain': {
      const { manifest, split } = found
      if (!split || !entered(found, seeker)) return []
      const { leaf } = seeker
      const low = lowBy(manifest, leaf)
      const mine = split.packets.filter(({ chance }) => {
        return chance >= low && chance < low + leaf.quantity
      })
      const fen = mine.reduce((sum, packet) => sum + packet.fen, 0)
      const { pseudonym, quantity: chances } = leaf
      const draw = manifest.number
      return [{ is: 'packets', draw, pseudonym, chances, packets: mine.length, fen }]
    }
    case 'window':
      return found.leaves.flatMap((text) => {
        const leaf = readLeaf(text)
        return leaf && is(leaf.pseudonym) ? [{ is: 'leaf', window: found.window, leaf }] : []
      })
    case 'entry':
    case 'receipt': {
      const { leaf, window } = found
      return leaf && is(leaf.pseudonym) ? [{ is: 'leaf', window, leaf }] : []
    }
  }
}

/** Is the receipt one of the window that the draw draws from? */
function entered(
  { manifest }: Extract<Found, { kind: 'draw' | 'rain' }>,
  seeker: Seeker,
): seeker is Extract<Seeker, { is: 'leaf' }> {
  if (seeker.is !== 'leaf') return false
  const { window, leaf } = seeker
  const here = window === null || window === manifest.window
  return here && manifest.outlets.some(([outlet]) => outlet === leaf.outlet)
}

function leafOf(text: string): Leaf | null {
  try {
    return readLeaf(text)
  } catch {
    return null
  }
}
