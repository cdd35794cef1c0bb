local after, most = unpack(ARGV)

local found = {}
for i, id in ipairs(redis.call('ZRANGEBYLEX', key('ids'), after, '+', 'LIMIT', 0, most)) do
  local lane = redis.call('HGET', operation(id), 'lane')
  local messages = {}
  for _, message in ipairs({ id .. '.card', unpack(redis.call('LRANGE', key('pings', id), 0, -1)) }) do
    table.insert(messages, { message, redis.call('HGETALL', key('message', message)) })
  end
  found[i] = {
    id,
    redis.call('HGETALL', operation(id)),
    redis.call('ZSCORE', key('due', lane or ''), id) or redis.call('ZSCORE', key('due'), id),
    redis.call('LRANGE', key('entries', id), 0, -1),
    messages,
  }
end
return found
