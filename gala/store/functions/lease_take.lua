#!lua name=lease_take
-- Takes the lease when it is free, released or lapsed.
--
-- KEYS   the lease (hash: epoch, holder, until_ms, renewed_ms, before_ms)
-- ARGV   holder, ttl in ms
-- reply  epoch, holder, until_ms, renewed_ms of the lease as it then stands; to its holder the
--        renewed_ms is the instant at which the one before last renewed (0: there was none)
--
-- The holder of a running lease gets it again as it is: its first reply may have been lost.

local function lease_take(keys, args)
  local lease, holder, ttl_ms = keys[1], args[1], tonumber(args[2])

  local time = redis.call('TIME')
  local now_ms = time[1] * 1000 + math.floor(time[2] / 1000)
  local stored = redis.call(
    'HMGET', lease, 'epoch', 'holder', 'until_ms', 'renewed_ms', 'before_ms')
  local epoch, until_ms = tonumber(stored[1] or 0), tonumber(stored[3] or 0)
  local holds = stored[2] or ''

  if holds ~= '' and now_ms < until_ms then
    return {epoch, holds, until_ms, tonumber(holds == holder and stored[5] or stored[4])}
  end
  local before_ms = tonumber(stored[4] or 0)
  redis.call('HSET', lease,
    'epoch', string.format('%d', epoch + 1),
    'holder', holder,
    'until_ms', string.format('%d', now_ms + ttl_ms),
    'renewed_ms', string.format('%d', now_ms),
    'before_ms', string.format('%d', before_ms))
  return {epoch + 1, holder, now_ms + ttl_ms, before_ms}
end

redis.register_function('lease_take', lease_take)
