#!lua name=order_refund
-- Notes that the money of a late payment was given back, once.
--
-- KEYS   orders, deadlines, waiting, free, totals, journal (see order_hold)
-- ARGV   order, role (platform), who, the refund's reference
-- reply  {order, record}, also when the same refund came before; or
--          role       that role refunds nothing      unknown  there is no such order
--          no_refund  none is due                    refunded_before  under another reference

local function order_refund(keys, args)
  local orders, totals, journal = keys[1], keys[5], keys[6]
  local order, role, who, reference = args[1], args[2], args[3], args[4]

  if role ~= 'platform' then
    return 'role'
  end
  local record = redis.call('HGET', orders, 'o:' .. order)
  if not record then
    return 'unknown'
  end
  local state, held, till, price, viewer, late, payment, refund =
    string.match(record, '^(%l+) (%d+) (%d+) %d+ (%d+) (%S+) (%d) (%S+) (%S+)$')
  if state == 'refunded' then
    return refund == reference and {order, record} or 'refunded_before'
  end
  if state ~= 'refunding' then
    return 'no_refund'
  end
  local time = redis.call('TIME')
  local latest = tonumber(redis.call('HGET', totals, 'latest') or 0)
  local now_ms = math.max(time[1] * 1000 + math.floor(time[2] / 1000), latest)
  local outlet = string.match(order, '^%S+')
  record = string.format('refunded %s %s %d %s %s %s %s %s',
    held, till, now_ms, price, viewer, late, payment, reference)
  redis.call('HSET', orders, 'o:' .. order, record)
  redis.call('HINCRBY', totals, 'refunding:' .. outlet, -1)
  redis.call('HINCRBY', totals, 'refunded:' .. outlet, 1)
  redis.call('HSET', totals, 'latest', string.format('%d', now_ms))
  redis.call('XADD', journal, '*', 'e', string.format('refunded %d %s %s %s %s %s 0 %s:%s %s',
    now_ms, order, viewer, price, held, till, role, who, reference))
  return {order, record}
end

redis.register_function('order_refund', order_refund)
