#!lua name=order_draw
-- Puts those on the list who were drawn to wait, and holds units for those who were drawn for one.
-- Whoever gives all who wait before the first unit may give the same again: nothing is done twice.
--
-- KEYS   orders, deadlines, waiting, free, totals, journal (see order_hold)
-- ARGV   epoch of the conductor, how long they may take to pay in ms, since when, price in fen;
--        then for each who was drawn: outlet, unit (0: waits for one), viewer
-- reply  how many were not placed before
-- errors FENCED  a newer conductor has written
--
-- Who was passed over is not placed; the unit goes to who waits next.

local PER_ROW = 3

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

local function order_draw(keys, args)
  local orders, deadlines, waiting = keys[1], keys[2], keys[3]
  local free, totals, journal = keys[4], keys[5], keys[6]
  local epoch, within, begun, price = args[1], tonumber(args[2]), args[3], args[4]

  local stored = redis.call('HMGET', totals, 'latest', 'epoch')
  local newest = tonumber(stored[2] or 0)
  if tonumber(epoch) < newest then
    return redis.error_reply(string.format('FENCED epoch %d has come, %s came', newest, epoch))
  end
  redis.call('HSET', totals, 'epoch', epoch)
  local time = redis.call('TIME')
  local now_ms = math.max(time[1] * 1000 + math.floor(time[2] / 1000), tonumber(stored[1] or 0))
  local now = string.format('%d', now_ms)

  local placed = 0
  for i = 5, #args, PER_ROW do
    local outlet, unit, viewer = unpack(args, i, i + PER_ROW - 1)
    local at = outlet .. ' ' .. unit
    local passed = redis.call('HEXISTS', orders, 'x:' .. viewer) == 1
    if unit == '0' then
      if not passed and redis.call('HEXISTS', orders, 'v:' .. viewer) == 0
        and redis.call('HEXISTS', waiting, 'w:' .. viewer) == 0 then
        local place = string.format('%d', redis.call('HINCRBY', waiting, 'joined:' .. outlet, 1))
        redis.call('HSET', waiting, 'w:' .. viewer, outlet .. ' ' .. place .. ' ' .. now,
          'p:' .. outlet .. ' ' .. place, viewer)
        redis.call('HINCRBY', totals, 'waiting:' .. outlet, 1)
        redis.call('XADD', journal, '*', 'e',
          string.format('waiting %s %s 0 0 %s 0 0 0 %s draw -', now, outlet, viewer, place))
        placed = placed + 1
      end
    elseif redis.call('HSETNX', orders, 'u:' .. at, '1 1') == 1 then
      local since, till, by = begun, string.format('%d', tonumber(begun) + within), 'draw'
      if passed then
        viewer, since, by = next_viewer(waiting, totals, outlet), now, 'list'
        till = string.format('%d', now_ms + within)
      end
      if viewer then
        local order = at .. ' 1'
        local mine = redis.call('HGET', orders, 'v:' .. viewer)
        redis.call('HSET', orders,
          'o:' .. order,
          string.format('held %s %s %s %s %s 0 - -', since, till, now, price, viewer),
          'v:' .. viewer, mine and mine .. ',' .. order or order)
        redis.call('ZADD', deadlines, till, order)
        redis.call('HINCRBY', totals, 'held:' .. outlet, 1)
        redis.call('XADD', journal, '*', 'e', string.format('held %s %s %s %s %s %s 0 %s -',
          now, order, viewer, price, since, till, by))
      else
        redis.call('HSET', orders, 'u:' .. at, '0 0')
        redis.call('ZADD', free, '0', string.format('%s %015d', outlet, tonumber(unit)))
        redis.call('HINCRBY', totals, 'returned:' .. outlet, 1)
        redis.call('XADD', journal, '*', 'e',
          string.format('returned %s %s 0 - 0 0 0 0 draw -', now, at))
      end
      placed = placed + 1
    end
  end
  if placed > 0 then
    redis.call('HSET', totals, 'latest', now)
  end
  return placed
end

redis.register_function('order_draw', order_draw)
