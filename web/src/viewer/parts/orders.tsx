import { countdown } from '../../format'
import type { Live } from '../live'
import type { Order } from '../orders/api'
import type { Scene } from '../scene'

interface Props {
  window: string
  live: Live
  scene: Pick<Scene, 'words' | 'say'>
  /** Was the viewer drawn and then passed over? Then nothing can be paid for late. */
  passed?: boolean
}

/** What has to be paid for in a window, how long there is, and the list for what comes back. */
export function Orders({ window, live, scene, passed = false }: Props) {
  const { words, say } = scene
  const told = words.orders
  const mine = live.orders?.of(window)
  if (!mine) return null
  const { orders, waiting, may_wait } = mine
  const busy = live.orders?.busy === window
  const trouble = live.orders?.trouble
  if (orders.length === 0 && !waiting && !may_wait) return null
  return (
    <div class="orders" data-testid={`orders-${window}`}>
      {orders.map((order) => (
        <OneOrder
          key={order.order}
          order={order}
          window={window}
          live={live}
          scene={scene}
          passed={passed}
        />
      ))}
      {waiting ? (
        <p role="status" class="order-state" data-state="waiting">
          <strong>{told.waiting(waiting.ahead)}</strong>
          <span class="small">{told.waiting_note}</span>
        </p>
      ) : null}
      {may_wait ? (
        <button
          type="button"
          class="button"
          data-testid={`wait-${window}`}
          aria-disabled={busy}
          onClick={() => void live.orders?.join(window)}
        >
          {busy ? told.busy : told.wait}
        </button>
      ) : null}
      {trouble ? (
        <p class="small" role="status">
          {trouble.message ? say(trouble.message) : told.no_answer}
        </p>
      ) : null}
    </div>
  )
}

function OneOrder({ order, window, live, scene, passed }: Props & { order: Order }) {
  const told = scene.words.orders
  const now_ms = live.now()
  const held = order.state === 'held'
  const left_ms = now_ms === null ? null : order.until_ms - now_ms
  const given_up = order.state === 'released'
  const stands = order.state === 'paid' && order.late ? told.paid_late : told.state[order.state]
  const state = passed && given_up ? told.passed_over : stands
  const busy = live.orders?.busy === window
  const again = !order.order.endsWith('.1')
  return (
    <div class="order" data-state={order.state} data-testid={`order-${order.order}`}>
      {held && again ? <p class="small">{told.from_list}</p> : null}
      <p role="status" class="order-state" data-state={order.state}>
        <strong>
          {!held || left_ms === null
            ? state
            : left_ms > 0
              ? told.pay_within(countdown(left_ms))
              : told.time_over}
        </strong>
      </p>
      {held ? <p class="small">{told.how}</p> : null}
      {live.orders?.demo && (held || (given_up && !passed)) ? (
        <>
          <button
            type="button"
            class="button"
            data-testid={`pay-${window}`}
            aria-disabled={busy}
            onClick={() => void live.orders?.pay(window, order)}
          >
            {busy ? told.busy : told.demo_pay}
          </button>
          <p class="small">{told.demo_note}</p>
        </>
      ) : null}
    </div>
  )
}
