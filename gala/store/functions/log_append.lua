#!lua name=log_append
-- Puts a line at its index in the as-run log, once.
--
-- KEYS   the log (stream), its head (hash: epoch, next)
-- ARGV   epoch of the conductor, index, line, the last ms in which it may be written (0: any)
-- reply  the number of lines in the log
-- errors FENCED    a newer epoch has appended
--        CONFLICT  another line stands at this index, or the index leaves a gap
--        LATE      the line is not there and may not be written any more
--
-- Index i has the id (i+1)-0: 0-0 cannot be an id. A caller whose reply was lost appends again, so
-- the same line at the same index is a success.

local function log_append(keys, args)
  local log, head = keys[1], keys[2]
  local epoch, index, line = tonumber(args[1]), tonumber(args[2]), args[3]
  local not_after_ms = tonumber(args[4])

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
  if not_after_ms > 0 then
    local time = redis.call('TIME')
    local now_ms = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
    if now_ms > not_after_ms then
      return redis.error_reply(string.format('LATE it may be written at %d no more', index))
    end
  end
  redis.call('XADD', log, id, 'line', line)
  redis.call('HSET', head, 'epoch', args[1], 'next', string.format('%d', index + 1))
  return index + 1
end

redis.register_function('log_append', log_append)
