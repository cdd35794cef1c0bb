local id, worker, fence, wake = unpack(ARGV)

local by, at, woken, lane = unpack(redis.call('HMGET', operation(id), 'worker', 'fence', 'wake', 'lane'))
if by ~= worker or at ~= fence then
  return { 0 }
end
lane = lane_of(id, lane)
local sooner = woken or wake
if woken and wake ~= '' and tonumber(wake) < tonumber(woken) then
  sooner = wake
end
if sooner == '' then
  never_due(id, lane)
  redis.call('HDEL', operation(id), 'worker')
  return { 0 }
end
redis.call('HSET', operation(id), 'wake', sooner)
redis.call('HDEL', operation(id), 'worker')
make_due(id, lane, sooner)
tell_others()
return { 1, tonumber(sooner) }
