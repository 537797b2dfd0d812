#!lua name=window_open
-- Sets up an opening of a window on one of its shards; its instants alone open and close it then.
--
-- KEYS   the shard's state, a hash:
--          epoch               the newest conductor that fenced, opened, closed or granted
--          gen, price          the present opening, and the price in fen
--          shard, shards       which of how many shards this is, from 0
--          closed              '1' when that opening was ended before its time
--          latest              the latest instant in ms at which claims were decided
--          units:<outlet>      units given here in all openings
--          row:<gen>:<outlet>  "opens_ms closes_ms stock sold turned_away more wanted":
--                              more is 1 while other shards or the tail may have units left, and
--                              wanted how many were asked for here in vain since the last grant
-- ARGV   epoch of the conductor, gen, price, shard, shards, then for each outlet: name, opens_ms,
--        closes_ms, stock, more
-- reply  1, or 0 when this opening, or a later one, was there already: then nothing is changed
-- errors FENCED  a newer epoch has come

local PER_ROW = 5

local function window_open(keys, args)
  local state, epoch, gen = keys[1], tonumber(args[1]), tonumber(args[2])

  local stored = redis.call('HMGET', state, 'epoch', 'gen')
  local newest = tonumber(stored[1] or 0)
  if epoch < newest then
    return redis.error_reply(string.format('FENCED epoch %d has come, %d came', newest, epoch))
  end
  redis.call('HSET', state, 'epoch', args[1])
  if gen <= tonumber(stored[2] or 0) then
    return 0
  end
  redis.call('HSET', state, 'gen', args[2], 'price', args[3], 'shard', args[4], 'shards', args[5],
    'closed', '0')
  for i = 6, #args, PER_ROW do
    redis.call('HSET', state, 'row:' .. args[2] .. ':' .. args[i], table.concat(
      {args[i + 1], args[i + 2], args[i + 3], 0, 0, args[i + 4], 0}, ' '))
  end
  return 1
end

redis.register_function('window_open', window_open)
