#!lua name=reply_begin
-- Begins to answer a request of the platform, or gives the answer that it got before.
--
-- KEYS   the answer (hash: digest of the request, reply)
-- ARGV   digest of the request, how long it is remembered in ms
-- reply  the answer it got; 1 when it got none yet; 0 when this key is another request's

local function reply_begin(keys, args)
  if redis.call('HSETNX', keys[1], 'digest', args[1]) == 1 then
    redis.call('PEXPIRE', keys[1], args[2])
    return 1
  end
  local stored = redis.call('HMGET', keys[1], 'digest', 'reply')
  if stored[1] ~= args[1] then
    return 0
  end
  return stored[2] or 1
end

redis.register_function('reply_begin', reply_begin)
