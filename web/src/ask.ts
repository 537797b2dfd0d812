/** What a server has answered. */
export interface Answered {
  readonly status: number
  readonly text: string
}

/** Ask this site; null when no answer has come by then. */
export async function asked(
  path: string,
  init: RequestInit,
  patience_ms: number,
): Promise<Answered | null> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), patience_ms)
  try {
    const answer = await fetch(path, { ...init, signal: late.signal })
    return { status: answer.status, text: await answer.text() }
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}

/** A request that posts JSON; a text is JSON already. */
export function posting(body: string | object): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }
}
