local before, skip, most = unpack(ARGV)

local old = redis.call('ZRANGEBYSCORE', key('events', 'at'), '-inf', '(' .. before, 'LIMIT', skip, most)
local stay = 0
for _, event in ipairs(old) do
  local known = redis.call('HGET', key('events'), event)
  if known and known:sub(1, 3) == 'op:' and redis.call('EXISTS', operation(known:sub(4))) == 1 then
    stay = stay + 1
  else
    redis.call('HDEL', key('events'), event)
    redis.call('ZREM', key('events', 'at'), event)
  end
end
return { #old, stay }
