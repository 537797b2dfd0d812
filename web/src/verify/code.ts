/** Does what somebody typed mean this pseudonym? A short code, the whole, or its beginning. */
export function means(typed: string, pseudonym: string): boolean {
  const plain = typed.toLowerCase().replace(/[^0-9a-f]/g, '')
  const short = pseudonym.slice(0, 4) + pseudonym.slice(-4)
  return plain.length >= 4 && (plain === short || pseudonym.startsWith(plain))
}
