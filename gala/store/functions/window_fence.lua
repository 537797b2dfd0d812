#!lua name=window_fence
-- Refuses openings and closings of lesser epochs on this window from now on.
--
-- KEYS   the window's state (hash, see window_open)
-- ARGV   epoch of the conductor
-- reply  1
-- errors FENCED  a newer epoch has fenced, opened or closed

local function window_fence(keys, args)
  local newest = tonumber(redis.call('HGET', keys[1], 'epoch') or 0)
  if tonumber(args[1]) < newest then
    return redis.error_reply(string.format('FENCED epoch %d has come, %s came', newest, args[1]))
  end
  redis.call('HSET', keys[1], 'epoch', args[1])
  return 1
end

redis.register_function('window_fence', window_fence)
