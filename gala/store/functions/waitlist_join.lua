#!lua name=waitlist_join
-- Puts a viewer on an outlet's list, or gives it a unit that came back.
--
-- KEYS   orders, deadlines, waiting, free, totals, journal (see order_hold)
-- ARGV   viewer, outlet, price in fen, how long it may take to pay in ms, how many may wait
-- reply  {order, record} of a unit that came back; {outlet, place, how many are called before it at
--        most, since_ms}, also when it waits already; or
--          had  the viewer has or had a unit      full  too many wait

local function waitlist_join(keys, args)
  local orders, deadlines, waiting = keys[1], keys[2], keys[3]
  local free, totals, journal = keys[4], keys[5], keys[6]
  local viewer, outlet, price, within, most =
    args[1], args[2], args[3], tonumber(args[4]), tonumber(args[5])

  if redis.call('HEXISTS', orders, 'v:' .. viewer) == 1
    or redis.call('HEXISTS', orders, 'x:' .. viewer) == 1 then
    return 'had'
  end
  local wait = redis.call('HGET', waiting, 'w:' .. viewer)
  if wait then
    local at, place, since = string.match(wait, '^(%S+) (%d+) (%d+)$')
    local called = tonumber(redis.call('HGET', waiting, 'called:' .. at) or 0)
    return {at, tonumber(place), tonumber(place) - called - 1, tonumber(since)}
  end
  local time = redis.call('TIME')
  local latest = tonumber(redis.call('HGET', totals, 'latest') or 0)
  local now_ms = math.max(time[1] * 1000 + math.floor(time[2] / 1000), latest)
  local now = string.format('%d', now_ms)

  local back = redis.call('ZRANGEBYLEX', free, '[' .. outlet .. ' ', '(' .. outlet .. '!',
    'LIMIT', '0', '1')[1]
  if back then
    local unit = string.format('%d', tonumber(string.match(back, '(%d+)$')))
    local at = outlet .. ' ' .. unit
    local last = string.match(redis.call('HGET', orders, 'u:' .. at), ' (%d+)$')
    local holding = string.format('%d', tonumber(last) + 1)
    local order = at .. ' ' .. holding
    local till = string.format('%d', now_ms + within)
    local record = string.format('held %s %s %s %s %s 0 - -', now, till, now, price, viewer)
    redis.call('ZREM', free, back)
    redis.call('HSET', orders,
      'u:' .. at, holding .. ' ' .. holding, 'o:' .. order, record, 'v:' .. viewer, order)
    redis.call('ZADD', deadlines, till, order)
    redis.call('HINCRBY', totals, 'returned:' .. outlet, -1)
    redis.call('HINCRBY', totals, 'held:' .. outlet, 1)
    redis.call('HSET', totals, 'latest', now)
    redis.call('XADD', journal, '*', 'e', string.format('held %s %s %s %s %s %s 0 list -',
      now, order, viewer, price, now, till))
    return {order, record}
  end

  if tonumber(redis.call('HGET', totals, 'waiting:' .. outlet) or 0) >= most then
    return 'full'
  end
  local place = redis.call('HINCRBY', waiting, 'joined:' .. outlet, 1)
  local name = string.format('%d', place)
  redis.call('HSET', waiting,
    'w:' .. viewer, outlet .. ' ' .. name .. ' ' .. now, 'p:' .. outlet .. ' ' .. name, viewer)
  redis.call('HINCRBY', totals, 'waiting:' .. outlet, 1)
  redis.call('HSET', totals, 'latest', now)
  redis.call('XADD', journal, '*', 'e',
    string.format('waiting %s %s 0 0 %s 0 0 0 %s - -', now, outlet, viewer, name))
  local called = tonumber(redis.call('HGET', waiting, 'called:' .. outlet) or 0)
  return {outlet, place, place - called - 1, now_ms}
end

redis.register_function('waitlist_join', waitlist_join)
