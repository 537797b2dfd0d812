#!lua name=command_answer
-- Answers a command; the first answer stays.
--
-- KEYS   its answer (stream of one entry, which any number of senders can wait for)
-- ARGV   body, how long it is remembered in ms
-- reply  1, or 0 when it had an answer

local function command_answer(keys, args)
  if redis.call('EXISTS', keys[1]) == 1 then
    return 0
  end
  redis.call('XADD', keys[1], '1-0', 'body', args[1])
  redis.call('PEXPIRE', keys[1], args[2])
  return 1
end

redis.register_function('command_answer', command_answer)
