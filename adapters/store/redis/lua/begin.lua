local id, event, at, wake, head, owner, chat, place, lane, about, takes, limits = unpack(ARGV)

local known = redis.call('HGET', key('events'), event)
if known and known:sub(1, 3) == 'op:' then
  return { 0, known:sub(4) }
end
if redis.call('EXISTS', operation(id)) == 1 then
  return redis.error_reply('operation ' .. id .. ' is there already')
end
local things = cjson.decode(about)
local thing, by = holder(things, id)
if thing then
  return { 0, false, 'busy', thing, by }
end
local exceeded = over(cjson.decode(limits), cjson.decode(takes))
if #exceeded > 0 then
  return { 0, false, 'full', unpack(exceeded) }
end

redis.call('HSET', key('events'), event, 'op:' .. id)
redis.call('ZADD', key('events', 'at'), at, event)
redis.call(
  'HSET', operation(id), 'head', head, 'state', 'going', 'length', 0, 'at', at, 'owner', owner, 'wake', wake, 'fence', 0,
  'lane', lane, 'about', about, 'takes', takes, 'lags', 1
)
hold(things, id)
take(takes, id)
redis.call('ZADD', key('ids'), 0, id)
enlist(id, 'going', owner, at)
make_due(id, lane, wake)
want(id .. '.card', id, 'card', chat, place, 0)
tell_others()
return { 1, id }
