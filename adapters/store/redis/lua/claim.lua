local worker, now, till = unpack(ARGV)

local id, due = unpack(redis.call('ZRANGEBYSCORE', key('due'), '-inf', now, 'WITHSCORES', 'LIMIT', 0, 1))
if not id then
  return false
end
local before = redis.call('HGET', operation(id), 'worker')
redis.call('HSET', operation(id), 'worker', worker)
local fence = redis.call('HINCRBY', operation(id), 'fence', 1)
redis.call('HDEL', operation(id), 'wake')
redis.call('ZADD', key('due'), till, id)
return { id, fence, before and 1 or 0, due }
