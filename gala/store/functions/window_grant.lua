#!lua name=window_grant
-- Changes how much of an outlet's stock one shard of a window has: units move between shards.
--
-- KEYS   the shard's state (hash, see window_open)
-- ARGV   epoch of the conductor, gen, outlet, the stock that it has, that it shall have, more
-- reply  1, or 0 when nothing was changed: another opening, one that was ended, another stock than
--        was said, or more than that given already
-- errors FENCED  a newer epoch has come
--
-- Who grants knows all shards and is alone, by its epoch: so the stocks of the shards never add up
-- to more than the outlet's, and a call that is repeated changes nothing more.

local function window_grant(keys, args)
  local state, epoch = keys[1], tonumber(args[1])

  local field = 'row:' .. args[2] .. ':' .. args[3]
  local stored = redis.call('HMGET', state, 'epoch', 'gen', 'closed', field)
  local newest = tonumber(stored[1] or 0)
  if epoch < newest then
    return redis.error_reply(string.format('FENCED epoch %d has come, %d came', newest, epoch))
  end
  redis.call('HSET', state, 'epoch', args[1])
  if stored[2] ~= args[2] or stored[3] == '1' or not stored[4] then
    return 0
  end
  local opens, closes, stock, sold, away = string.match(stored[4], '^(%d+) (%d+) (%d+) (%d+) (%d+)')
  if stock ~= args[4] or tonumber(args[5]) < tonumber(sold) then
    return 0
  end
  redis.call('HSET', state, field,
    table.concat({opens, closes, args[5], sold, away, args[6], 0}, ' '))
  return 1
end

redis.register_function('window_grant', window_grant)
