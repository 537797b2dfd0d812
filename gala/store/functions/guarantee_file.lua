#!lua name=guarantee_file
-- Files a claim on a guarantee, once for each receipt.
--
-- KEYS   the claims (hash), their totals (hash), their journal (stream)
--          c:<claim>                "state filed_ms decided_ms amount ceiling guarantee receipt",
--                                   a line feed, and the decision as it was given (none: empty)
--          r:<guarantee> <receipt>  the claim that this receipt has on that guarantee
--        and in the totals
--          met:<guarantee>, fen:<guarantee>   claims met, and the fen that they are worth
--          latest                             the latest instant at which something was written
-- ARGV   claim, guarantee, receipt, ceiling in fen, until_ms, the filing for the journal, what the
--        viewer told (for staff alone)
-- reply  {claim, record} of the claim that the receipt has: this one, or the first that came; or
--          other  the claim id is that of another claim      late  until_ms has come

local function guarantee_file(keys, args)
  local claims, totals, journal = keys[1], keys[2], keys[3]
  local claim, guarantee, receipt = args[1], args[2], args[3]

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
  local record = string.format('filed %d 0 0 %s %s %s\n', now_ms, args[4], guarantee, receipt)
  redis.call('HSET', claims,
    'c:' .. claim, record, 'r:' .. guarantee .. ' ' .. receipt, claim)
  redis.call('HSET', totals, 'latest', string.format('%d', now_ms))
  redis.call('XADD', journal, '*', 'at_ms', string.format('%d', now_ms), 'entry', args[6],
    'said', args[7])
  return {claim, record}
end

redis.register_function('guarantee_file', guarantee_file)
