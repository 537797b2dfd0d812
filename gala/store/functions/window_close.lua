#!lua name=window_close
-- Ends an opening of a window for good, whatever the time.
--
-- KEYS   the window's state (hash, see window_open)
-- ARGV   epoch of the conductor, gen
-- reply  the state as HGETALL gives it; the rows of an opening that has ended stay as they are
-- errors FENCED  a newer epoch has fenced, opened or closed
--
-- An opening that never was is ended too: it will not open when its window_open comes late.

local function window_close(keys, args)
  local state, epoch, gen = keys[1], tonumber(args[1]), tonumber(args[2])

  local stored = redis.call('HMGET', state, 'epoch', 'gen')
  local newest = tonumber(stored[1] or 0)
  if epoch < newest then
    return redis.error_reply(string.format('FENCED epoch %d has come, %d came', newest, epoch))
  end
  redis.call('HSET', state, 'epoch', args[1])
  if gen >= tonumber(stored[2] or 0) then
    redis.call('HSET', state, 'gen', args[2], 'closed', '1')
  end
  return redis.call('HGETALL', state)
end

redis.register_function('window_close', window_close)
