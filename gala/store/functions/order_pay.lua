#!lua name=order_pay
-- Takes a payment, once: in time the order is paid; late it is paid if the unit is still free and
-- its viewer was not passed over, else the money is to be given back.
--
-- KEYS   orders, deadlines, waiting, free, totals, journal (see order_hold)
-- ARGV   order, role (platform, demo), who, viewer, what was paid in fen, the payment's reference
-- reply  {order, record}, also when the same payment came before; or
--          role     that role takes no payments      unknown      there is no such order
--          owner    it is another viewer's           amount       it has another price
--          due      its time is over, and it has to be released first
--          paid_before  another payment has paid for it

local function order_pay(keys, args)
  local orders, deadlines, free, totals, journal = keys[1], keys[2], keys[4], keys[5], keys[6]
  local order, role, who, payer, paid, reference =
    args[1], args[2], args[3], args[4], args[5], args[6]

  if role ~= 'platform' and role ~= 'demo' then
    return 'role'
  end
  local record = redis.call('HGET', orders, 'o:' .. order)
  if not record then
    return 'unknown'
  end
  local state, held, till, price, viewer, payment =
    string.match(record, '^(%l+) (%d+) (%d+) %d+ (%d+) (%S+) %d (%S+)')
  if viewer ~= payer then
    return 'owner'
  end
  if payment ~= '-' then
    return payment == reference and {order, record} or 'paid_before'
  end
  if price ~= paid then
    return 'amount'
  end
  local time = redis.call('TIME')
  local latest = tonumber(redis.call('HGET', totals, 'latest') or 0)
  local now_ms = math.max(time[1] * 1000 + math.floor(time[2] / 1000), latest)
  if state == 'held' and now_ms >= tonumber(till) then
    return 'due'
  end

  local outlet, unit, holding = string.match(order, '^(%S+) (%d+) (%d+)$')
  local at = outlet .. ' ' .. unit
  local becomes, late = 'paid', '0'
  if state == 'held' then
    redis.call('ZREM', deadlines, order)
  else
    late = '1'
    local holder, last = string.match(redis.call('HGET', orders, 'u:' .. at), '^(%S+) (%d+)$')
    if holder == '0' and redis.call('HEXISTS', orders, 'x:' .. viewer) == 0 then
      redis.call('HSET', orders, 'u:' .. at, holding .. ' ' .. last)
      redis.call('ZREM', free, string.format('%s %015d', outlet, tonumber(unit)))
      redis.call('HINCRBY', totals, 'returned:' .. outlet, -1)
    else
      becomes = 'refunding'
    end
  end
  record = string.format('%s %s %s %d %s %s %s %s -',
    becomes, held, till, now_ms, price, viewer, late, reference)
  redis.call('HSET', orders, 'o:' .. order, record)
  redis.call('HINCRBY', totals, state .. ':' .. outlet, -1)
  redis.call('HINCRBY', totals, becomes .. ':' .. outlet, 1)
  redis.call('HSET', totals, 'latest', string.format('%d', now_ms))
  redis.call('XADD', journal, '*', 'e', string.format('%s %d %s %s %s %s %s 0 %s:%s %s',
    becomes, now_ms, order, viewer, price, held, till, role, who, reference))
  return {order, record}
end

redis.register_function('order_pay', order_pay)
