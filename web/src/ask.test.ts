import { afterEach, expect, it, vi } from 'vitest'
import { asked, posting } from './ask'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('gives back what was answered, whatever it is', async () => {
  const calls: unknown[] = []
  vi.stubGlobal('fetch', async (path: string, { method, body }: RequestInit) => {
    calls.push([path, method, body])
    return new Response('no', { status: 409 })
  })
  expect(await asked('/api/x', posting({ a: 1 }), 1_000)).toEqual({ status: 409, text: 'no' })
  await asked('/api/x', posting('[1]'), 1_000)
  expect(calls).toEqual([
    ['/api/x', 'POST', '{"a":1}'],
    ['/api/x', 'POST', '[1]'],
  ])
})

it('is null where nobody answers, or too late', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no line')))
  expect(await asked('/api/x', {}, 1_000)).toBeNull()
  vi.useFakeTimers()
  vi.stubGlobal('fetch', (_: string, { signal }: RequestInit) => {
    return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
  })
  const late = asked('/api/x', {}, 1_000)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await late).toBeNull()
})
