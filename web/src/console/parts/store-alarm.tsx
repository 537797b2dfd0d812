import type { StoreState } from '../state'
import type { Words } from '../words'

/** The alarm that the store keeps less than the night has promised, while it does. */
export function StoreAlarm({ store, words }: { store: StoreState | null; words: Words }) {
  if (!store || store.kept) return null
  const now = store.in_force === null ? null : words.promised(store.in_force)
  return (
    <p class="banner" role="alert" data-testid="promise-broken">
      {now === null ? words.store_stopped : words.promise_broken(now, words.promised(store.promised))}
    </p>
  )
}
