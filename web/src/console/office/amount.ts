const FEN_MAX = 10 ** 15

/** The fen of an amount typed in yuan, `12`, `12.5` or `12.50`; null when it is none. */
export function fenOf(text: string): number | null {
  const typed = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(text.trim())
  if (!typed) return null
  const [, yuan = '', cents = ''] = typed
  const fen = Number(yuan) * 100 + Number(cents.padEnd(2, '0'))
  return fen <= FEN_MAX ? fen : null
}

/** An amount in fen as it is typed in yuan. */
export function typedYuan(fen: number): string {
  return `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
}
