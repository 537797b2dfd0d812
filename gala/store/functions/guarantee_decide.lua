#!lua name=guarantee_decide
-- Decides a claim on a guarantee, once; what is met never exceeds the guarantee's quota.
--
-- KEYS   the claims, their totals, their journal (see guarantee_file)
-- ARGV   claim, guarantee, met or refused, amount in fen, the quota's unit (fen or claims), the
--        quota, the decision for the journal
-- reply  {claim, record}, also when the same decision was made before; or
--          unknown  no such claim on that guarantee     decided  it was decided otherwise
--          over     more than the claim may be worth    quota    less is left of the quota

local function guarantee_decide(keys, args)
  local claims, totals, journal = keys[1], keys[2], keys[3]
  local claim, guarantee, state, amount = args[1], args[2], args[3], tonumber(args[4])

  local record = redis.call('HGET', claims, 'c:' .. claim)
  if not record then
    return 'unknown'
  end
  local was, filed, ceiling, named, receipt, decision =
    string.match(record, '^(%l+) (%d+) %d+ %d+ (%d+) (%S+) ([^\n]*)\n(.*)$')
  if named ~= guarantee then
    return 'unknown'
  end
  if was ~= 'filed' then
    return decision == args[7] and {claim, record} or 'decided'
  end
  if amount > tonumber(ceiling) then
    return 'over'
  end
  if state == 'met' then
    local by_fen = args[5] == 'fen'
    local kept = redis.call('HGET', totals, (by_fen and 'fen:' or 'met:') .. guarantee)
    if tonumber(kept or 0) + (by_fen and amount or 1) > tonumber(args[6]) then
      return 'quota'
    end
    redis.call('HINCRBY', totals, 'met:' .. guarantee, 1)
    redis.call('HINCRBY', totals, 'fen:' .. guarantee, args[4])
  end
  local time = redis.call('TIME')
  local latest = tonumber(redis.call('HGET', totals, 'latest') or 0)
  local now_ms = math.max(time[1] * 1000 + math.floor(time[2] / 1000), latest)
  record = string.format('%s %s %d %s %s %s %s\n', state, filed, now_ms, args[4], ceiling,
    guarantee, receipt) .. args[7]
  redis.call('HSET', claims, 'c:' .. claim, record)
  redis.call('HSET', totals, 'latest', string.format('%d', now_ms))
  redis.call('XADD', journal, '*', 'at_ms', string.format('%d', now_ms), 'entry', args[7])
  return {claim, record}
end

redis.register_function('guarantee_decide', guarantee_decide)
