#!lua name=cue_publish
-- Appends cues to the show's stream, each seq of a channel once and without gaps.
--
-- KEYS   the cues (stream), their head (hash: epoch, count of all cues that were ever appended,
--        and seq:<channel> of each channel's last cue)
-- ARGV   epoch of the conductor, the count that it was told last in this epoch (0: none yet), then
--        for each cue: channel, epoch, seq, frame
-- reply  the count
-- errors FENCED    a newer epoch has published
--        CONFLICT  what this epoch has published is gone, or a seq leaves a gap in its channel;
--                  nothing was appended
--
-- An entry has the id <epoch>-<count>: it owes nothing to any clock. A store that takes over and
-- lacks the last entries gives what the next epoch publishes ids above all that were lost, so no
-- reader's cursor hides it. In the same epoch ids could come a second time; that is the CONFLICT.

local HEADS = 2
local PER_CUE = 4

local function cue_publish(keys, args)
  local cues, head = keys[1], keys[2]
  local epoch, told = tonumber(args[1]), tonumber(args[2])

  local stored = redis.call('HMGET', head, 'epoch', 'count')
  local newest, count = tonumber(stored[1] or 0), tonumber(stored[2] or 0)
  if epoch < newest then
    return redis.error_reply(string.format('FENCED epoch %d has published, %d came', newest, epoch))
  end
  if count < told then
    return redis.error_reply(string.format('CONFLICT %d cues were published, %d are left', told, count))
  end

  -- All are looked at before the first is written: a function that fails undoes nothing.
  local last, fresh = {}, {}
  for i = HEADS + 1, #args, PER_CUE do
    local channel, seq = args[i], tonumber(args[i + 2])
    last[channel] = last[channel] or tonumber(redis.call('HGET', head, 'seq:' .. channel) or 0)
    if seq > last[channel] + 1 then
      return redis.error_reply(
        string.format('CONFLICT %s is at seq %d, %d came', channel, last[channel], seq))
    end
    if seq == last[channel] + 1 then
      last[channel] = seq
      fresh[#fresh + 1] = i
    end
  end

  for _, i in ipairs(fresh) do
    count = count + 1
    redis.call('XADD', cues, string.format('%d-%d', epoch, count),
      'channel', args[i], 'epoch', args[i + 1], 'seq', args[i + 2], 'frame', args[i + 3])
    redis.call('HSET', head, 'seq:' .. args[i], args[i + 2])
  end
  redis.call('HSET', head, 'epoch', args[1], 'count', string.format('%d', count))
  return count
end

redis.register_function('cue_publish', cue_publish)
