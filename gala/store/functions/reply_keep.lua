#!lua name=reply_keep
-- Keeps the answer to a request of the platform; the first one stays.
--
-- KEYS   the answer (hash: digest of the request, reply)
-- ARGV   digest of the request, reply, how long it is remembered in ms if it is forgotten already
-- reply  the answer that is kept

local function reply_keep(keys, args)
  if redis.call('HSETNX', keys[1], 'digest', args[1]) == 1 then
    redis.call('PEXPIRE', keys[1], args[3])
  end
  redis.call('HSETNX', keys[1], 'reply', args[2])
  return redis.call('HGET', keys[1], 'reply')
end

redis.register_function('reply_keep', reply_keep)
