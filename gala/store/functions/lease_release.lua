#!lua name=lease_release
-- Gives the lease back, so that the next conductor need not wait for it to lapse.
--
-- KEYS   the lease (hash, see lease_take)
-- ARGV   holder, epoch
-- reply  1, or 0 when it was no longer the caller's

local function lease_release(keys, args)
  local lease, holder, epoch = keys[1], args[1], tonumber(args[2])

  local stored = redis.call('HMGET', lease, 'epoch', 'holder')
  if tonumber(stored[1] or 0) ~= epoch or stored[2] ~= holder then
    return 0
  end
  redis.call('HSET', lease, 'holder', '', 'until_ms', '0')
  return 1
end

redis.register_function('lease_release', lease_release)
