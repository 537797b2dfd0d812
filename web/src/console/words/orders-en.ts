import { count } from '../../format'
import type { orders as zh } from './orders-zh'

/** The same in English. */
export const orders: typeof zh = {
  title: 'Orders',
  counted: {
    held: 'To be paid',
    paid: 'Paid',
    waiting: 'Waiting',
    returned: 'Came back',
    refunding: 'To refund',
    refunded: 'Refunded',
  },
  webhook: (host, delivered) => `${count(delivered)} events told to ${host}`,
  webhook_alarm: (host, failures, problem) =>
    `The platform does not hear of orders: ${host} failed ${count(failures)} times in a row ` +
    `(${problem}). It is tried again and again; the show does not wait for it.`,
}
