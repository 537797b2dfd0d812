/**
 * A long computation is a generator that stops now and then. `finish` runs it through at once;
 * `politely` gives the page its frame in between, so that nothing freezes.
 */
export type Steps<T> = Generator<void, T, void>

const SLICE_MS = 12

export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Run it in slices of a few milliseconds; `shown` is called between them. */
export async function politely<T>(steps: Steps<T>, shown: () => void = () => {}): Promise<T> {
  for (;;) {
    const until = performance.now() + SLICE_MS
    do {
      const step = steps.next()
      if (step.done) return step.value
    } while (performance.now() < until)
    shown()
    await new Promise((go) => setTimeout(go))
  }
}
