/** Codes as people read them aloud and compare them. */

/** A pseudonym's short code, its first and last four digits: `7F3A·91C2`. */
export function shortCode(pseudonym: string): string {
  return `${pseudonym.slice(0, 4)}·${pseudonym.slice(-4)}`.toUpperCase()
}

/** Hex in groups of four digits. */
export function grouped(hex: string): string[] {
  return hex.toUpperCase().match(/.{1,4}/g) ?? []
}

/** Does what somebody typed mean this pseudonym? A short code, the whole, or its beginning. */
export function means(typed: string, pseudonym: string): boolean {
  const plain = typed.toLowerCase().replace(/[^0-9a-f]/g, '')
  const short = pseudonym.slice(0, 4) + pseudonym.slice(-4)
  return plain.length >= 4 && (plain === short || pseudonym.startsWith(plain))
}
