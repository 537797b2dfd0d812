#!lua name=claim_batch
-- Decides claims on one shard of a window, in their order, at one instant.
--
-- KEYS   the window's state (hash, see window_open), its receipts (hash by viewer), its journal
--        (stream: one entry a call that has winners, of viewer and receipt in turns)
-- ARGV   gen, then for each claim: viewer, quantity, and 16 bytes of claim_id followed by the outlet
-- reply  for each claim its receipt, "batch index size " .. record, or
--          E<opens_ms>  too early      S  sold out      C  closed      U  no such window
--
-- A record is "unit quantity gen price at_ms " .. claim_id .. outlet, as it stands in the journal;
-- batch is the id of its entry there, index (from 0) its place in it, size how many there are.
--
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
  local opens, closes, stock, sold, away =
    string.match(stored[1], '^(%d+) (%d+) (%d+) (%d+) (%d+)$')
  return {
    opens = tonumber(opens), closes = tonumber(closes), stock = tonumber(stock),
    sold = tonumber(sold), away = tonumber(away), units = tonumber(stored[2] or 0),
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
    part.away = part.away + 1
    part.changed = true
    return 'S'
  end
end

local function claim_batch(keys, args)
  local state, receipts, journal = keys[1], keys[2], keys[3]
  local gen = tonumber(args[1])

  local viewers = {}
  for i = 2, #args, 3 do
    viewers[(i + 1) / 3] = args[i]
  end
  local earlier = redis.call('HMGET', receipts, unpack(viewers))

  local stored = redis.call('HMGET', state, 'gen', 'price', 'closed', 'latest')
  local present = tonumber(stored[1] or 0)
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
      local quantity, claim = tonumber(args[3 * n]), args[3 * n + 1]
      local outlet = string.sub(claim, CLAIM_ID + 1)
      if parts[outlet] == nil then
        parts[outlet] = read_part(state, stored[1], outlet)
      end
      local part = parts[outlet]
      answer = refusal(part, ended, now_ms, quantity)
      if not answer then
        local record = string.format('%d %d', part.units + 1, quantity) .. common .. claim
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
        '%d %d %d %d %d', part.opens, part.closes, part.stock, part.sold, part.away)
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
