import { count } from '../../format'
import type { Counted } from '../orders/panel'

/** What is told of orders that have to be paid for. */
export const orders = {
  title: '订单',
  counted: {
    held: '待付款',
    paid: '已付款',
    waiting: '候补',
    returned: '退回',
    refunding: '待退款',
    refunded: '已退款',
  } satisfies Record<Counted, string>,
  webhook: (host: string, delivered: number) => `已向 ${host} 推送 ${count(delivered)} 条`,
  webhook_alarm: (host: string, failures: number, problem: string) =>
    `平台收不到订单消息：${host} 连续 ${count(failures)} 次失败（${problem}）。会一直重试，不影响晚会。`,
}
