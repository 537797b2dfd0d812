#!lua name=coupon_redeem
-- Uses a coupon, once for each receipt: a second time answers as the first and pays nothing.
--
-- KEYS   the claims, their totals, their journal (see guarantee_file)
-- ARGV   claim, guarantee, receipt, what it is worth in fen, until_ms, the quota's unit (fen or
--        claims), the quota, the filing for the journal
-- reply  {claim, record} of the first time; or
--          other  the claim id is that of another claim      late  until_ms has come
--          quota  less is left of the quota

local function coupon_redeem(keys, args)
  local claims, totals, journal = keys[1], keys[2], keys[3]
  local claim, guarantee, receipt, value = args[1], args[2], args[3], tonumber(args[4])

  local first = redis.call('HGET', claims, 'r:' .. guarantee .. ' ' .. receipt)
  if first then
    return {first, redis.call('HGET', claims, 'c:' .. first)}
  end
  if redis.call('HEXISTS', claims, 'c:' .. claim) == 1 then
    return 'other'
  end
  local time = redis.call('TIME')
  local latest = tonumber(redis.call('HGET', totals, 'latest') or 0)
  local now_ms = math.max(time[1] * 1000 + math.floor(time[2] / 1000), latest)
  if now_ms >= tonumber(args[5]) then
    return 'late'
  end
  local by_fen = args[6] == 'fen'
  local kept = redis.call('HGET', totals, (by_fen and 'fen:' or 'met:') .. guarantee)
  if tonumber(kept or 0) + (by_fen and value or 1) > tonumber(args[7]) then
    return 'quota'
  end
  redis.call('HINCRBY', totals, 'met:' .. guarantee, 1)
  redis.call('HINCRBY', totals, 'fen:' .. guarantee, args[4])
  local record = string.format('met %d %d %s %s %s %s\n', now_ms, now_ms, args[4], args[4],
    guarantee, receipt)
  redis.call('HSET', claims,
    'c:' .. claim, record, 'r:' .. guarantee .. ' ' .. receipt, claim)
  redis.call('HSET', totals, 'latest', string.format('%d', now_ms))
  redis.call('XADD', journal, '*', 'at_ms', string.format('%d', now_ms), 'entry', args[8])
  return {claim, record}
end

redis.register_function('coupon_redeem', coupon_redeem)
