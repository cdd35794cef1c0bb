local filter = cjson.decode(ARGV[1])
local limit = tonumber(filter.limit)
local states = filter.states or { 'going', 'waiting', 'done', 'undone', 'stuck' }

-- Everything that begins so, and of that what fits the rest of the filter.
local function beginning()
  local wanted, found = {}, {}
  for _, state in ipairs(states) do
    wanted[state] = true
  end
  for _, id in ipairs(redis.call('ZRANGEBYLEX', key('ids'), '[' .. filter.begins, '[' .. filter.begins .. '\255')) do
    local at, state, owner = unpack(redis.call('HMGET', operation(id), 'at', 'state', 'owner'))
    local early = not filter.before or tonumber(at) < tonumber(filter.before)
    if wanted[state] and early and (not filter.owner or filter.owner == owner) then
      table.insert(found, { id = id, at = tonumber(at) })
    end
  end
  return found
end

-- The newest of each state; those of them all are among these.
local function newest()
  local found = {}
  local top = filter.before and '(' .. filter.before or '+inf'
  for _, state in ipairs(states) do
    local from = filter.owner and key('state', state, filter.owner) or key('state', state)
    local some = redis.call('ZREVRANGEBYSCORE', from, top, '-inf', 'WITHSCORES', 'LIMIT', 0, limit)
    for i = 1, #some, 2 do
      table.insert(found, { id = some[i], at = tonumber(some[i + 1]) })
    end
  end
  return found
end

local found = filter.begins and beginning() or newest()
table.sort(found, function(a, b)
  return a.at > b.at or (a.at == b.at and a.id > b.id)
end)
local heads = {}
for i = 1, math.min(limit, #found) do
  heads[i] = redis.call('HMGET', operation(found[i].id), 'head', 'state', 'length')
end
return heads
