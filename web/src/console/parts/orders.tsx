import { useEffect, useState } from 'preact/hooks'
import { count } from '../../format'
import { COUNTED, panelOf, type Panel } from '../orders/panel'
import type { Scene } from '../scene'

const EVERY_MS = 2_000

/** How the orders of each window stand; nothing where everything won is final. */
export function OrdersPanel({ scene }: { scene: Scene }) {
  const { words, say } = scene
  const told = words.orders
  const panel = usePanel()
  if (!panel || panel.windows.length + panel.webhooks.length === 0) return null
  return (
    <section class="card" aria-labelledby="orders-h" data-testid="orders">
      <h2 id="orders-h">{told.title}</h2>
      {panel.webhooks.map((one) => (
        <p
          key={one.host}
          class={one.alarm ? 'banner' : 'muted'}
          role={one.alarm ? 'alert' : 'status'}
          data-testid={one.alarm ? 'webhook-alarm' : 'webhook'}
        >
          {one.alarm
            ? told.webhook_alarm(one.host, one.failures, one.problem)
            : told.webhook(one.host, one.delivered)}
        </p>
      ))}
      {panel.windows.map(({ window, title, counts }) => (
        <table key={window}>
          <caption>{say(title)}</caption>
          <thead>
            <tr>
              {COUNTED.map((state) => (
                <th key={state} scope="col">
                  {told.counted[state]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              {COUNTED.map((state) => (
                <td key={state} data-testid={`orders-${window}-${state}`}>
                  {count(counts[state])}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      ))}
    </section>
  )
}

/** What the console was last told, asked for while the page is looked at. */
function usePanel(): Panel | null {
  const [panel, show] = useState<Panel | null>(null)
  useEffect(() => {
    const ask = async () => {
      if (document.hidden) return
      try {
        const answer = await fetch('/api/console/orders')
        const told = answer.ok ? panelOf(await answer.text()) : null
        if (told) show(told)
      } catch {
        // The desk says when there is no line; what was told last stays.
      }
    }
    void ask()
    const timer = setInterval(() => void ask(), EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return panel
}
