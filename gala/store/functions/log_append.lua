#!lua name=log_append
-- Puts a line at its index in the as-run log, once.
--
-- KEYS   the log (stream), its head (hash: epoch, next)
-- ARGV   epoch of the conductor, index, line
-- reply  the number of lines in the log
-- errors FENCED    a newer epoch has appended
--        CONFLICT  another line stands at this index, or the index leaves a gap
--
-- Index i has the id (i+1)-0: 0-0 cannot be an id. A caller whose reply was lost appends again, so
-- the same line at the same index is a success.

local function log_append(keys, args)
  local log, head = keys[1], keys[2]
  local epoch, index, line = tonumber(args[1]), tonumber(args[2]), args[3]

  local stored = redis.call('HMGET', head, 'epoch', 'next')
  local newest, next_index = tonumber(stored[1] or 0), tonumber(stored[2] or 0)
  if epoch < newest then
    return redis.error_reply(string.format('FENCED epoch %d has appended, %d came', newest, epoch))
  end
  if index > next_index then
    return redis.error_reply(
      string.format('CONFLICT the next index is %d, %d came', next_index, index))
  end
  local id = string.format('%d-0', index + 1)
  if index < next_index then
    local there = redis.call('XRANGE', log, id, id)[1]
    if not there or there[2][2] ~= line then
      return redis.error_reply(string.format('CONFLICT another line stands at %d', index))
    end
    return next_index
  end
  redis.call('XADD', log, id, 'line', line)
  redis.call('HSET', head, 'epoch', args[1], 'next', string.format('%d', index + 1))
  return index + 1
end

redis.register_function('log_append', log_append)
