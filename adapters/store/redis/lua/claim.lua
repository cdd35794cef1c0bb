local worker, now, till = unpack(ARGV)

local first = first_due(4)
if not first or tonumber(first.at) > tonumber(now) then
  return false
end
local id = first.id
local before, last = unpack(redis.call('HMGET', operation(id), 'worker', 'fence'))
local fence = last + 1
redis.call('HSET', operation(id), 'worker', worker, 'fence', string.format('%d', fence))
redis.call('HDEL', operation(id), 'wake')
-- Its lane is known: it was found there.
redis.call('ZADD', key('due', first.lane), till, id)
return { id, first.lane, fence, before and 1 or 0, first.at }
