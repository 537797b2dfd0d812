#!lua name=command_send
-- Puts a command before whoever conducts, unless it is there or was answered already.
--
-- KEYS   the commands (stream), what marks this one as waiting (string), its answer (stream)
-- ARGV   id, expires_ms, body, how many commands to keep
-- reply  1 when it was put there, 0 when it waits, is answered or has expired
--
-- A command is void after expires_ms, and so is the mark: sent again with a later expires_ms it is
-- put there again, in case whoever read it is gone.

local function command_send(keys, args)
  local commands, asked, answer = keys[1], keys[2], keys[3]
  local id, expires_ms, body, keep = args[1], tonumber(args[2]), args[3], args[4]

  local time = redis.call('TIME')
  local left_ms = expires_ms - (time[1] * 1000 + math.floor(time[2] / 1000))
  if left_ms <= 0 or redis.call('EXISTS', asked, answer) > 0 then
    return 0
  end
  redis.call('SET', asked, '1', 'PX', string.format('%d', left_ms))
  redis.call('XADD', commands, 'MAXLEN', '~', keep, '*',
    'id', id, 'expires_ms', args[2], 'body', body)
  return 1
end

redis.register_function('command_send', command_send)
