#!lua name=watch_add
-- Adds stretches of watching, and returns what their viewers have watched.
--
-- KEYS   the watch times (hash by viewer: "total gap_from gap_to until", gala/core/watching.py)
-- ARGV   for each stretch: viewer, from, to (whole seconds; equal ones add nothing)
-- reply  for each stretch "total until", after it
--
-- A second counts once, whoever tells of it and however often. A viewer may appear twice.

local function add(kept, from, to)
  local low, high = math.max(from, kept.gap_from), math.min(to, kept.gap_to)
  if high > low then
    kept.total = kept.total + high - low
    if high < kept.gap_to then
      kept.gap_from = high
    else
      kept.gap_to = low
    end
    kept.changed = true
  end
  local start = math.max(from, kept.till)
  if to > start then
    if start > kept.till then
      kept.gap_from, kept.gap_to = kept.till, start
    end
    kept.total, kept.till = kept.total + to - start, to
    kept.changed = true
  end
end

local function watch_add(keys, args)
  local viewers = {}
  for i = 1, #args, 3 do
    viewers[(i + 2) / 3] = args[i]
  end
  local stored = redis.call('HMGET', keys[1], unpack(viewers))
  local all, answers = {}, {}
  for n, viewer in ipairs(viewers) do
    local kept = all[viewer]
    if not kept then
      local total, gap_from, gap_to, till =
        string.match(stored[n] or '0 0 0 0', '^(%d+) (%d+) (%d+) (%d+)$')
      kept = {
        total = tonumber(total), gap_from = tonumber(gap_from),
        gap_to = tonumber(gap_to), till = tonumber(till),
      }
      all[viewer] = kept
    end
    add(kept, tonumber(args[3 * n - 1]), tonumber(args[3 * n]))
    answers[n] = string.format('%d %d', kept.total, kept.till)
  end
  local changes = {}
  for viewer, kept in pairs(all) do
    if kept.changed then
      changes[#changes + 1] = viewer
      changes[#changes + 1] =
        string.format('%d %d %d %d', kept.total, kept.gap_from, kept.gap_to, kept.till)
    end
  end
  if #changes > 0 then
    redis.call('HSET', keys[1], unpack(changes))
  end
  return answers
end

redis.register_function('watch_add', watch_add)
