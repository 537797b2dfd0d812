#!lua name=lease_renew
-- Lengthens the lease from now on.
--
-- KEYS   the lease (hash, see lease_take)
-- ARGV   holder, epoch, ttl in ms
-- reply  1, or 0 when it is no longer the caller's
--
-- One that has lapsed and that nobody took is still the caller's: no other epoch has begun.

local function lease_renew(keys, args)
  local lease, holder, epoch, ttl_ms = keys[1], args[1], tonumber(args[2]), tonumber(args[3])

  local stored = redis.call('HMGET', lease, 'epoch', 'holder')
  if tonumber(stored[1] or 0) ~= epoch or stored[2] ~= holder then
    return 0
  end
  local time = redis.call('TIME')
  local now_ms = time[1] * 1000 + math.floor(time[2] / 1000)
  redis.call('HSET', lease,
    'until_ms', string.format('%d', now_ms + ttl_ms),
    'renewed_ms', string.format('%d', now_ms))
  return 1
end

redis.register_function('lease_renew', lease_renew)
