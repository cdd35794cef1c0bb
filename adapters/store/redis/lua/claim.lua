local worker, now, till = unpack(ARGV)

local first = first_due(4)
if not first or tonumber(first.at) > tonumber(now) then
  return false
end
local id = first.id
local before = redis.call('HGET', operation(id), 'worker')
redis.call('HSET', operation(id), 'worker', worker)
local fence = redis.call('HINCRBY', operation(id), 'fence', 1)
redis.call('HDEL', operation(id), 'wake')
make_due(id, first.lane, till)
return { id, first.lane, fence, before and 1 or 0, first.at }
