/**
 * How people read a pseudonym aloud: its first and last four digits, `7F3A·91C2`. Enough for who
 * has the whole one to know it again; not a key, for two of a night may look alike.
 */
export function codeOf(pseudonym: string): string {
  return `${pseudonym.slice(0, 4)}·${pseudonym.slice(-4)}`.toUpperCase()
}

/** A root in groups of four digits, as they are read out and compared. */
export function groupsOf(hex: string): string[] {
  return hex.toUpperCase().match(/.{1,4}/g) ?? []
}
