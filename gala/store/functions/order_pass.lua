#!lua name=order_pass
-- Passes viewers over who were drawn: they have no order any more. What they hold or have paid for
-- goes to who waits next; what was paid is to be given back.
--
-- KEYS   orders, deadlines, waiting, free, totals, journal (see order_hold)
-- ARGV   epoch of the conductor, how long the next may take to pay in ms; then for each who was
--        passed over: outlet, viewer
-- reply  how many were not passed over before
-- errors FENCED  a newer conductor has written

-- Who was passed over waits for none.
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

-- Takes out who waits next for a unit of the outlet; nil when nobody does.
local function next_viewer(waiting, totals, outlet)
  if tonumber(redis.call('HGET', totals, 'waiting:' .. outlet) or 0) == 0 then
    return nil
  end
  local place = tonumber(redis.call('HGET', waiting, 'called:' .. outlet) or 0)
  local viewer
  repeat
    place = place + 1
    viewer = redis.call('HGET', waiting, string.format('p:%s %d', outlet, place))
  until viewer
  redis.call('HDEL', waiting, 'w:' .. viewer, string.format('p:%s %d', outlet, place))
  local left = redis.call('HINCRBY', totals, 'waiting:' .. outlet, -1)
  redis.call('HSET', waiting, 'called:' .. outlet,
    left == 0 and redis.call('HGET', waiting, 'joined:' .. outlet)
      or string.format('%d', place))
  return viewer
end

local function order_pass(keys, args)
  local orders, deadlines, waiting = keys[1], keys[2], keys[3]
  local free, totals, journal = keys[4], keys[5], keys[6]
  local epoch, within = args[1], tonumber(args[2])

  local stored = redis.call('HMGET', totals, 'latest', 'epoch')
  local newest = tonumber(stored[2] or 0)
  if tonumber(epoch) < newest then
    return redis.error_reply(string.format('FENCED epoch %d has come, %s came', newest, epoch))
  end
  redis.call('HSET', totals, 'epoch', epoch)
  local time = redis.call('TIME')
  local now_ms = math.max(time[1] * 1000 + math.floor(time[2] / 1000), tonumber(stored[1] or 0))
  local now = string.format('%d', now_ms)

  local passed = 0
  for i = 3, #args, 2 do
    local entered, viewer = args[i], args[i + 1]
    if redis.call('HSETNX', orders, 'x:' .. viewer, entered) == 1 then
      stop_waiting(waiting, totals, viewer)
      redis.call('HINCRBY', totals, 'passed:' .. entered, 1)
      redis.call('XADD', journal, '*', 'e', string.format('passed %s %s 0 0 %s 0 0 0 0 staff:%s -',
        now, entered, viewer, epoch))
      for order in string.gmatch(redis.call('HGET', orders, 'v:' .. viewer) or '', '[^,]+') do
        local state, held, till, price, late, payment = string.match(
          redis.call('HGET', orders, 'o:' .. order),
          '^(%l+) (%d+) (%d+) %d+ (%d+) %S+ (%d) (%S+)')
        if state == 'held' or state == 'paid' then
          local becomes = state == 'held' and 'released' or 'refunding'
          local outlet, unit, holding = string.match(order, '^(%S+) (%d+) (%d+)$')
          local at = outlet .. ' ' .. unit
          redis.call('ZREM', deadlines, order)
          redis.call('HSET', orders, 'o:' .. order, string.format('%s %s %s %s %s %s %s %s -',
            becomes, held, till, now, price, viewer, late, payment))
          redis.call('HINCRBY', totals, state .. ':' .. outlet, -1)
          redis.call('HINCRBY', totals, becomes .. ':' .. outlet, 1)
          redis.call('XADD', journal, '*', 'e', string.format('%s %s %s %s %s %s %s 0 staff:%s %s',
            becomes, now, order, viewer, price, held, till, epoch, payment))
          local last = string.match(redis.call('HGET', orders, 'u:' .. at), ' (%d+)$')
          local following = next_viewer(waiting, totals, outlet)
          if following then
            local next_holding = string.format('%d', tonumber(last) + 1)
            local next_order = at .. ' ' .. next_holding
            local next_till = string.format('%d', now_ms + within)
            local mine = redis.call('HGET', orders, 'v:' .. following)
            redis.call('HSET', orders,
              'u:' .. at, next_holding .. ' ' .. next_holding,
              'o:' .. next_order,
              string.format('held %s %s %s %s %s 0 - -', now, next_till, now, price, following),
              'v:' .. following, mine and mine .. ',' .. next_order or next_order)
            redis.call('ZADD', deadlines, next_till, next_order)
            redis.call('HINCRBY', totals, 'held:' .. outlet, 1)
            redis.call('XADD', journal, '*', 'e', string.format('held %s %s %s %s %s %s 0 list -',
              now, next_order, following, price, now, next_till))
          else
            redis.call('HSET', orders, 'u:' .. at, '0 ' .. last)
            redis.call('ZADD', free, '0', string.format('%s %015d', outlet, tonumber(unit)))
            redis.call('HINCRBY', totals, 'returned:' .. outlet, 1)
            redis.call('XADD', journal, '*', 'e',
              string.format('returned %s %s %s - 0 0 0 0 - -', now, at, holding))
          end
        end
      end
      redis.call('HSET', totals, 'latest', now)
      passed = passed + 1
    end
  end
  return passed
end

redis.register_function('order_pass', order_pass)
