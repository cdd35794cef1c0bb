local id, worker, fence, till = unpack(ARGV)

local by, at, lane = unpack(redis.call('HMGET', operation(id), 'worker', 'fence', 'lane'))
if by ~= worker or at ~= fence then
  return 0
end
make_due(id, lane_of(id, lane), till)
return 1
