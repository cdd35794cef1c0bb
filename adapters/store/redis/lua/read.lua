local head, state = unpack(redis.call('HMGET', operation(ARGV[1]), 'head', 'state'))
if not head then
  return false
end
return { head, state, redis.call('LRANGE', key('entries', ARGV[1]), 0, -1) }
