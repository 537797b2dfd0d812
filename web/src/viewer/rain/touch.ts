import type { Falling } from '../../rainfall'

/** The size of the field and of a packet on it, in pixels. */
export interface Field {
  readonly width: number
  readonly height: number
  readonly packet: number
}

/** A packet is so much taller than wide. */
export const TALL = 1.32
/** A thumb is not a needle: so far beside a packet still hits it. */
const THUMB = 16

/** The measures of a field of this size. */
export function fieldOf(width: number, height: number): Field {
  return { width, height, packet: Math.min(64, Math.max(44, width * 0.145)) }
}

/** The packet under a thumb: of several the nearest; none of those that are gone. */
export function touched(
  air: readonly Falling[],
  gone: ReadonlySet<number>,
  field: Field,
  x: number,
  y: number,
): Falling | null {
  let found: Falling | null = null
  let nearest = Infinity
  for (const one of air) {
    if (gone.has(one.id)) continue
    const dx = Math.abs(one.x * field.width - x)
    const dy = Math.abs(one.y * field.height - y)
    const half = (field.packet * one.size) / 2
    const far = dx * dx + dy * dy
    if (dx > half + THUMB || dy > half * TALL + THUMB || far >= nearest) continue
    found = one
    nearest = far
  }
  return found
}
