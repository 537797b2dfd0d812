#!lua name=order_release
-- Releases one order that is named, or those whose time is over; each unit goes to who waits next.
--
-- KEYS   orders, deadlines, waiting, free, totals, journal (see order_hold)
-- ARGV   role (platform, time), who, epoch of the conductor or '', how long the next may take to
--        pay in ms, how many at most; then nothing for those whose time is over, or one order
-- reply  how many were released; for one that is named {order, record} as it stands then, or
--          role  it may not be released by that role      unknown  there is no such order
--          not_held  it was paid for
-- errors FENCED  a newer conductor has released
--
-- Time releases only what is due, by the store's clock.

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

local function order_release(keys, args)
  local orders, deadlines, waiting = keys[1], keys[2], keys[3]
  local free, totals, journal = keys[4], keys[5], keys[6]
  local role, who, epoch, within, most, named =
    args[1], args[2], args[3], tonumber(args[4]), args[5], args[6]

  if role ~= 'platform' and role ~= 'time' then
    return 'role'
  end
  local stored = redis.call('HMGET', totals, 'latest', 'epoch')
  if epoch ~= '' then
    local newest = tonumber(stored[2] or 0)
    if tonumber(epoch) < newest then
      return redis.error_reply(string.format('FENCED epoch %d has come, %s came', newest, epoch))
    elseif tonumber(epoch) > newest then
      redis.call('HSET', totals, 'epoch', epoch)
    end
  end
  local time = redis.call('TIME')
  local now_ms = math.max(time[1] * 1000 + math.floor(time[2] / 1000), tonumber(stored[1] or 0))
  local now = string.format('%d', now_ms)

  local chosen = {named}
  if not named then
    chosen = redis.call('ZRANGEBYSCORE', deadlines, '-inf', now, 'LIMIT', '0', most)
  end
  local released = 0
  for _, order in ipairs(chosen) do
    local record = redis.call('HGET', orders, 'o:' .. order)
    if not record then
      return 'unknown'
    end
    local state, held, till, price, viewer, payment =
      string.match(record, '^(%l+) (%d+) (%d+) %d+ (%d+) (%S+) %d (%S+)')
    if payment ~= '-' then
      return 'not_held'
    end
    if state == 'held' and (role ~= 'time' or now_ms >= tonumber(till)) then
      local outlet, unit, holding = string.match(order, '^(%S+) (%d+) (%d+)$')
      local at = outlet .. ' ' .. unit
      redis.call('HSET', orders, 'o:' .. order,
        string.format('released %s %s %s %s %s 0 - -', held, till, now, price, viewer))
      redis.call('ZREM', deadlines, order)
      redis.call('HINCRBY', totals, 'held:' .. outlet, -1)
      redis.call('HINCRBY', totals, 'released:' .. outlet, 1)
      redis.call('XADD', journal, '*', 'e', string.format('released %s %s %s %s %s %s 0 %s:%s -',
        now, order, viewer, price, held, till, role, who))
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
          string.format('returned %s %s - 0 0 0 0 - -', now, order))
      end
      redis.call('HSET', totals, 'latest', now)
      released = released + 1
    end
  end
  if named then
    return {named, redis.call('HGET', orders, 'o:' .. named)}
  end
  return released
end

redis.register_function('order_release', order_release)
