local id, worker, fence, till = unpack(ARGV)

local by, at = unpack(redis.call('HMGET', operation(id), 'worker', 'fence'))
if by ~= worker or at ~= fence then
  return 0
end
redis.call('ZADD', key('due'), till, id)
return 1
