import { count } from '../../format'
import type { OrderState } from '../orders/api'

/** What is told of paying in time, and of waiting for a unit that comes back. */
export const zhOrders = {
  pay_within: (left: string) => `请在 ${left} 内付款`,
  how: '在直播平台的订单里付款。没有按时付款，这一件就让给候补的下一位。',
  time_over: '付款时间到了，正在看结果…',
  state: {
    held: '为您留着',
    paid: '已付款，是您的了',
    released: '没有按时付款，已经让出',
    refunding: '这一件没有了，钱会退给您',
    refunded: '这一件没有了，钱已经退回',
    revoked: '这一轮已撤销，不用付款',
  } satisfies Record<OrderState, string>,
  drawn: '抽中了您：按时付款，就有您一件',
  passed_over: '您被跳过了，这一件已经给了下一位',
  paid_late: '付款来晚了，好在这一件还空着，已经归您',
  from_list: '候补到了！有人没有付款，这一件轮到您。',
  wait: '候补：有人没付款就轮到我',
  waiting: (ahead: number) =>
    ahead === 0 ? '候补中，下一个就是您' : `候补中，前面还有 ${count(ahead)} 位`,
  waiting_note: '轮到您时会留一段付款时间，请留意这里。',
  demo_pay: '演示付款（不花钱）',
  demo_note: '这个按钮只有彩排才有。正式的晚会在直播平台付款。',
  busy: '请稍候…',
  no_answer: '没有应答。再按一次没关系，只算一次。',
}
