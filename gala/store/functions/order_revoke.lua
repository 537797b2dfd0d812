#!lua name=order_revoke
-- Makes units void whose opening was revoked: nobody gets them, and what was paid goes back.
--
-- KEYS   orders, deadlines, waiting, free, totals, journal (see order_hold)
-- ARGV   epoch of the conductor, then for each unit: outlet, unit
-- reply  how many were not void before
-- errors FENCED  a newer conductor has written

local function order_revoke(keys, args)
  local orders, deadlines, free, totals, journal = keys[1], keys[2], keys[4], keys[5], keys[6]
  local epoch = args[1]

  local stored = redis.call('HMGET', totals, 'latest', 'epoch')
  local newest = tonumber(stored[2] or 0)
  if tonumber(epoch) < newest then
    return redis.error_reply(string.format('FENCED epoch %d has come, %s came', newest, epoch))
  end
  redis.call('HSET', totals, 'epoch', epoch)
  local time = redis.call('TIME')
  local now_ms = math.max(time[1] * 1000 + math.floor(time[2] / 1000), tonumber(stored[1] or 0))
  local now = string.format('%d', now_ms)

  local voided = 0
  for i = 2, #args, 2 do
    local outlet, unit = args[i], args[i + 1]
    local at = outlet .. ' ' .. unit
    local stands = redis.call('HGET', orders, 'u:' .. at)
    local holder, last = string.match(stands or '-1 0', '^(%S+) (%d+)$')
    if holder ~= '-1' then
      if holder == '0' then
        redis.call('ZREM', free, string.format('%s %015d', outlet, tonumber(unit)))
        redis.call('HINCRBY', totals, 'returned:' .. outlet, -1)
        redis.call('XADD', journal, '*', 'e',
          string.format('revoked %s %s %s - 0 0 0 0 crew:%s -', now, at, last, epoch))
      else
        local order = at .. ' ' .. holder
        local state, held, till, price, viewer, late, payment = string.match(
          redis.call('HGET', orders, 'o:' .. order),
          '^(%l+) (%d+) (%d+) %d+ (%d+) (%S+) (%d) (%S+)')
        local becomes = payment == '-' and 'revoked' or 'refunding'
        redis.call('ZREM', deadlines, order)
        redis.call('HSET', orders, 'o:' .. order, string.format('%s %s %s %s %s %s %s %s -',
          becomes, held, till, now, price, viewer, late, payment))
        redis.call('HINCRBY', totals, state .. ':' .. outlet, -1)
        redis.call('HINCRBY', totals, becomes .. ':' .. outlet, 1)
        redis.call('XADD', journal, '*', 'e', string.format('%s %s %s %s %s %s %s 0 crew:%s %s',
          becomes, now, order, viewer, price, held, till, epoch, payment))
      end
      redis.call('HSET', orders, 'u:' .. at, '-1 ' .. last)
      redis.call('HINCRBY', totals, 'void:' .. outlet, 1)
      redis.call('HSET', totals, 'latest', now)
      voided = voided + 1
    end
  end
  return voided
end

redis.register_function('order_revoke', order_revoke)
