local event, at, token = unpack(ARGV)

local known = redis.call('HGET', key('events'), event)
if known then
  return known == 'heard:' .. token and 1 or 0
end
redis.call('HSET', key('events'), event, 'heard:' .. token)
redis.call('ZADD', key('events', 'at'), at, event)
return 1
