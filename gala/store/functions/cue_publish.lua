#!lua name=cue_publish
-- Appends cues to the show's stream, each seq of a channel once and without gaps.
--
-- KEYS   the cues (stream), their head (hash: epoch, and seq:<channel> of each channel's last cue)
-- ARGV   epoch of the conductor, then for each cue: channel, epoch, seq, frame
-- reply  how many were appended (the others were there already)
-- errors FENCED    a newer epoch has published
--        CONFLICT  a seq leaves a gap in its channel; nothing was appended

local PER_CUE = 4

local function cue_publish(keys, args)
  local cues, head, epoch = keys[1], keys[2], tonumber(args[1])

  local newest = tonumber(redis.call('HGET', head, 'epoch') or 0)
  if epoch < newest then
    return redis.error_reply(string.format('FENCED epoch %d has published, %d came', newest, epoch))
  end

  -- All are looked at before the first is written: a function that fails undoes nothing.
  local last, fresh = {}, {}
  for i = 2, #args, PER_CUE do
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

  redis.call('HSET', head, 'epoch', args[1])
  for _, i in ipairs(fresh) do
    redis.call('XADD', cues, '*',
      'channel', args[i], 'epoch', args[i + 1], 'seq', args[i + 2], 'frame', args[i + 3])
    redis.call('HSET', head, 'seq:' .. args[i], args[i + 2])
  end
  return #fresh
end

redis.register_function('cue_publish', cue_publish)
