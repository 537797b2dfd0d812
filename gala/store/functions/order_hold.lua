#!lua name=order_hold
-- Holds units for who won them, until they are paid for or their time is over.
--
-- KEYS   of a window's orders, in every function:
--        orders (hash)
--          o:<order>           "state held_ms until_ms changed_ms price viewer late payment
--                              refund"; an order is "outlet unit holding", '-' is nothing
--          u:<outlet> <unit>   "holder last": under which holding it is held or paid (0: none, it
--                              came back; -1: its opening was revoked), and which was the last
--          v:<viewer>          the viewer's orders, with commas between them
--          x:<viewer>          the outlet of who was passed over and can have no order
--        deadlines (sorted set: held orders by until_ms)
--        waiting (hash)
--          w:<viewer>          "outlet place since_ms"
--          p:<outlet> <place>  the viewer
--          joined:<outlet>, called:<outlet>   the last place given, the last one called
--        free (sorted set: "outlet unit" of what came back, units of 15 digits)
--        totals (hash: latest, epoch, and <state>:<outlet>, with waiting, passed, returned and
--          void among the states)
--        journal (stream of "op at_ms outlet unit holding viewer price held_ms until_ms place by
--          reference")
-- ARGV   how long they may take to pay in ms, then for each unit: outlet, unit, viewer, price in
--        fen, won_ms
-- reply  how many were not held before

local PER_UNIT = 5

-- Who has a unit waits for none.
local function stop_waiting(waiting, totals, viewer)
  local wait = redis.call('HGET', waiting, 'w:' .. viewer)
  if not wait then
    return
  end
  local outlet, place = string.match(wait, '^(%S+) (%d+) %d+$')
  local first = tonumber(redis.call('HGET', waiting, 'called:' .. outlet) or 0) + 1
  while first < tonumber(place)
    and redis.call('HEXISTS', waiting, string.format('p:%s %d', outlet, first)) == 0 do
    first = first + 1
  end
  redis.call('HDEL', waiting, 'w:' .. viewer, 'p:' .. outlet .. ' ' .. place)
  if redis.call('HINCRBY', totals, 'waiting:' .. outlet, -1) == 0 then
    redis.call('HSET', waiting, 'called:' .. outlet,
      redis.call('HGET', waiting, 'joined:' .. outlet))
  elseif first == tonumber(place) then
    redis.call('HSET', waiting, 'called:' .. outlet, place)
  end
end

local function order_hold(keys, args)
  local orders, deadlines, waiting, totals, journal = keys[1], keys[2], keys[3], keys[5], keys[6]
  local within = tonumber(args[1])

  local time = redis.call('TIME')
  local latest = tonumber(redis.call('HGET', totals, 'latest') or 0)
  local now_ms = math.max(time[1] * 1000 + math.floor(time[2] / 1000), latest)

  local fresh = 0
  for i = 2, #args, PER_UNIT do
    local outlet, unit, viewer, price, won = unpack(args, i, i + PER_UNIT - 1)
    local at = outlet .. ' ' .. unit
    if redis.call('HSETNX', orders, 'u:' .. at, '1 1') == 1 then
      local order = at .. ' 1'
      local until_ms = string.format('%d', tonumber(won) + within)
      local mine = redis.call('HGET', orders, 'v:' .. viewer)
      redis.call('HSET', orders,
        'o:' .. order,
        string.format('held %s %s %d %s %s 0 - -', won, until_ms, now_ms, price, viewer),
        'v:' .. viewer, mine and mine .. ',' .. order or order)
      redis.call('ZADD', deadlines, until_ms, order)
      stop_waiting(waiting, totals, viewer)
      redis.call('HINCRBY', totals, 'held:' .. outlet, 1)
      redis.call('XADD', journal, '*', 'e', string.format('held %d %s %s %s %s %s 0 claim -',
        now_ms, order, viewer, price, won, until_ms))
      fresh = fresh + 1
    end
  end
  if fresh > 0 then
    redis.call('HSET', totals, 'latest', string.format('%d', now_ms))
  end
  return fresh
end

redis.register_function('order_hold', order_hold)
