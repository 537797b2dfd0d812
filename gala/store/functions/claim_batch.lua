#!lua name=claim_batch
-- Decides claims on one shard of a window, in their order, at one instant.
--
-- KEYS   the window's state (hash, see window_open), its receipts (hash by viewer), its journal
--        (stream: one entry a call that has winners, of viewer and receipt in turns)
-- ARGV   gen, into how many shards the window is cut, then for each claim: viewer, quantity, and 16
--        bytes of claim_id followed by the outlet
-- reply  for each claim its receipt, "batch index size " .. record, or
--          E<opens_ms>  too early      S  sold out      C  closed      U  no such window
--          P  nothing left here, but perhaps elsewhere: ask again
-- errors SHARDS  the window is cut into another number of shards: then this may be the wrong one
--
-- A record is "unit quantity gen price at_ms " .. claim_id .. outlet, as it stands in the journal;
-- batch is the id of its entry there, index (from 0) its place in it, size how many there are.
--
-- Units are numbered on through all openings: the n-th of shard s of k has the number k(n-1)+s+1.
-- A viewer has one receipt, that of its first win: it is looked for first, among those of this call
-- too. Time is TIME, but never before the latest instant seen, so that a store whose clock is set
-- back does not open again what it has closed.

local CLAIM_ID = 16

-- The outlet's part of the present opening, read once a call; false when it has none.
local function read_part(state, gen, outlet)
  local stored = redis.call('HMGET', state, 'row:' .. gen .. ':' .. outlet, 'units:' .. outlet)
  if not stored[1] then
    return false
  end
  local opens, closes, stock, sold, away, more, wanted =
    string.match(stored[1], '^(%d+) (%d+) (%d+) (%d+) (%d+) (%d) (%d+)$')
  return {
    opens = tonumber(opens), closes = tonumber(closes), stock = tonumber(stock),
    sold = tonumber(sold), away = tonumber(away), units = tonumber(stored[2] or 0),
    more = more, wanted = tonumber(wanted),
  }
end

-- Why a claim gets nothing; nil when it gets a unit.
local function refusal(part, ended, now_ms, quantity)
  if ended or not part or now_ms >= part.closes then
    return 'C'
  end
  if now_ms < part.opens then
    return string.format('E%d', part.opens)
  end
  if part.sold + quantity > part.stock then
    part.changed = true
    if part.more == '1' then
      part.wanted = part.wanted + quantity
      return 'P'
    end
    part.away = part.away + 1
    return 'S'
  end
end

local function claim_batch(keys, args)
  local state, receipts, journal = keys[1], keys[2], keys[3]
  local gen, shards = tonumber(args[1]), tonumber(args[2])

  local viewers = {}
  for i = 3, #args, 3 do
    viewers[i / 3] = args[i]
  end
  local earlier = redis.call('HMGET', receipts, unpack(viewers))

  local stored = redis.call('HMGET', state, 'gen', 'price', 'closed', 'latest', 'shard', 'shards')
  local present = tonumber(stored[1] or 0)
  local shard = tonumber(stored[5] or 0)
  if stored[6] and tonumber(stored[6]) ~= shards then
    return redis.error_reply(
      string.format('SHARDS the window has %s, %d came', stored[6], shards))
  end
  local ended = gen ~= present or stored[3] == '1'
  local time = redis.call('TIME')
  local latest = tonumber(stored[4] or 0)
  local now_ms = math.max(time[1] * 1000 + math.floor(time[2] / 1000), latest)

  -- Of a record, what all that are won in this call have in common.
  local common = string.format(' %d %s %d ', gen, stored[2] or '', now_ms)

  local answers, parts, won, wins, count = {}, {}, {}, {}, 0
  for n, viewer in ipairs(viewers) do
    local answer = earlier[n] or won[viewer]
    if not answer and present == 0 then
      answer = 'U'
    end
    if not answer then
      local quantity, claim = tonumber(args[3 * n + 1]), args[3 * n + 2]
      local outlet = string.sub(claim, CLAIM_ID + 1)
      if parts[outlet] == nil then
        parts[outlet] = read_part(state, stored[1], outlet)
      end
      local part = parts[outlet]
      answer = refusal(part, ended, now_ms, quantity)
      if not answer then
        local unit = shards * part.units + shard + 1
        local record = string.format('%d %d', unit, quantity) .. common .. claim
        part.sold, part.units, part.changed =
          part.sold + quantity, part.units + quantity, true
        wins[count + 1], wins[count + 2] = viewer, record
        count = count + 2
        answer = count
        won[viewer] = answer
      end
    end
    answers[n] = answer
  end

  local changes = {}
  for outlet, part in pairs(parts) do
    if part and part.changed then
      changes[#changes + 1] = 'row:' .. stored[1] .. ':' .. outlet
      changes[#changes + 1] = string.format(
        '%d %d %d %d %d %s %d', part.opens, part.closes, part.stock, part.sold, part.away, part.more,
        part.wanted)
      changes[#changes + 1] = 'units:' .. outlet
      changes[#changes + 1] = string.format('%d', part.units)
    end
  end
  if present ~= 0 and not ended and now_ms > latest then
    changes[#changes + 1] = 'latest'
    changes[#changes + 1] = string.format('%d', now_ms)
  end
  if count > 0 then
    local batch = redis.call('XADD', journal, '*', unpack(wins))
    for at = 2, count, 2 do
      wins[at] = string.format('%s %d %d ', batch, at / 2 - 1, count / 2) .. wins[at]
    end
    redis.call('HSET', receipts, unpack(wins))
    -- Until here the answer of who has won in this call was its place among the wins.
    for n, answer in ipairs(answers) do
      if type(answer) == 'number' then
        answers[n] = wins[answer]
      end
    end
  end
  if #changes > 0 then
    redis.call('HSET', state, unpack(changes))
  end
  return answers
end

redis.register_function('claim_batch', claim_batch)
