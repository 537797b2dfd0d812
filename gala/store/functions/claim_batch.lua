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

-- Here a claim costs what its strings cost: made by concatenation and not by string.format, each
-- once, and numbers from what stands ready. `gala bench claims` measures it.

local CLAIM_ID = 16

-- Places in a batch as records have them, and a number's last three digits; a call has at most a
-- thousand claims.
local PLACES, DIGITS = {}, {}
for number = 0, 999 do
  PLACES[number] = ' ' .. number .. ' '
  DIGITS[number] = (number < 10 and '00' or number < 100 and '0' or '') .. number .. ' '
end

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

  local viewers, asked = {}, 0
  for i = 3, #args, 3 do
    asked = asked + 1
    viewers[asked] = args[i]
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

  local sub, quantities = string.sub, {}
  -- Units are numbered one after the other: their thousands are written once.
  local thousands, written = 0, ''

  -- `wins` are viewer and record in turns; `places` says which of them answers a claim.
  local answers, parts, won, wins, places, count = {}, {}, {}, {}, {}, 0
  for n = 1, asked do
    local viewer = viewers[n]
    local answer, place = earlier[n], nil
    if not answer then
      place = won[viewer]
    end
    if not (answer or place) and present == 0 then
      answer = 'U'
    end
    if not (answer or place) then
      local number, claim = args[3 * n + 1], args[3 * n + 2]
      local quantity = quantities[number]
      if not quantity then
        quantity = tonumber(number)
        quantities[number] = quantity
      end
      local outlet = sub(claim, CLAIM_ID + 1)
      local part = parts[outlet]
      if part == nil then
        part = read_part(state, stored[1], outlet)
        parts[outlet] = part
      end
      answer = refusal(part, ended, now_ms, quantity)
      if not answer then
        local unit = shards * part.units + shard + 1
        part.sold, part.units, part.changed =
          part.sold + quantity, part.units + quantity, true
        local last = unit % 1000
        local first = (unit - last) / 1000
        if first ~= thousands then
          thousands, written = first, string.format('%d', first)
        end
        count = count + 1
        place = count
        won[viewer] = count
        wins[2 * count - 1] = viewer
        if first > 0 then
          wins[2 * count] = written .. DIGITS[last] .. number .. common .. claim
        else
          wins[2 * count] = last .. ' ' .. number .. common .. claim
        end
      end
    end
    answers[n], places[n] = answer, place
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
    local size = count .. ' '
    for place = 1, count do
      wins[2 * place] = batch .. PLACES[place - 1] .. size .. wins[2 * place]
    end
    redis.call('HSET', receipts, unpack(wins))
    for n = 1, asked do
      local place = places[n]
      if place then
        answers[n] = wins[2 * place]
      end
    end
  end
  if #changes > 0 then
    redis.call('HSET', state, unpack(changes))
  end
  return answers
end

redis.register_function('claim_batch', claim_batch)
