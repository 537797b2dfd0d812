import type { Scene } from '../scene'

/** That alerts wait for somebody, wherever the page is scrolled to. */
export function SpokenAlarm({ scene: { desk, words, say } }: { scene: Scene }) {
  const newest = desk.alerts?.alerts.find((one) => one.decided === null)
  if (!desk.alerts || !newest) return null
  return (
    <p class="banner" role="alert" data-testid="spoken-alarm">
      <strong>{words.spoken.waiting(desk.alerts.open)}</strong> {newest.rule} “{newest.term}”:{' '}
      {say(newest.hint)}
    </p>
  )
}
