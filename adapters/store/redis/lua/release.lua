local id, worker, fence, wake = unpack(ARGV)

local by, at, woken = unpack(redis.call('HMGET', operation(id), 'worker', 'fence', 'wake'))
if by ~= worker or at ~= fence then
  return { 0 }
end
local sooner = woken or wake
if woken and wake ~= '' and tonumber(wake) < tonumber(woken) then
  sooner = wake
end
if sooner == '' then
  redis.call('ZREM', key('due'), id)
  redis.call('HDEL', operation(id), 'worker')
  return { 0 }
end
redis.call('HSET', operation(id), 'wake', sooner)
redis.call('HDEL', operation(id), 'worker')
redis.call('ZADD', key('due'), sooner, id)
tell_others()
return { 1, tonumber(sooner) }
