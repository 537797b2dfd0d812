import { count } from '../../format'
import type { zhOrders } from './zh-orders'

/** The same in English. */
export const enOrders: typeof zhOrders = {
  pay_within: (left) => `Pay within ${left}`,
  how: 'Pay in your orders on the platform. What is not paid for in time goes to who waits next.',
  time_over: 'The time to pay is over. Looking what came of it…',
  state: {
    held: 'Held for you',
    paid: 'Paid. It is yours',
    released: 'Not paid for in time, so it was given up',
    refunding: 'The unit is gone. You get the money back',
    refunded: 'The unit is gone. The money was given back',
    revoked: 'This round was revoked. There is nothing to pay',
  },
  drawn: 'You were drawn: pay in time, and one is yours',
  passed_over: 'You were passed over, so it went to the next',
  paid_late: 'The payment came late, but the unit was still free. It is yours',
  from_list: 'Your turn! Somebody has not paid, and this one is for you.',
  wait: 'Wait for one that is not paid for',
  waiting: (ahead) =>
    ahead === 0 ? 'Waiting. You are next' : `Waiting, ${count(ahead)} before you at most`,
  waiting_note: 'When it is your turn there is some time to pay. Keep an eye on this.',
  demo_pay: 'Demo payment (costs nothing)',
  demo_note: 'This button is there in rehearsals only. At a real night one pays on the platform.',
  busy: 'One moment…',
  no_answer: 'No answer came. Press again: it counts once.',
}
