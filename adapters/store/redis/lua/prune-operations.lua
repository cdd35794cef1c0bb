local before, most = unpack(ARGV)

local old = redis.call('ZRANGEBYSCORE', key('ended'), '-inf', '(' .. before, 'LIMIT', 0, most)
for _, id in ipairs(old) do
  local state, owner, takes = unpack(redis.call('HMGET', operation(id), 'state', 'owner', 'takes'))
  local messages = redis.call('LRANGE', key('pings', id), 0, -1)
  table.insert(messages, id .. '.card')
  for _, message in ipairs(messages) do
    local chat = redis.call('HGET', key('message', message), 'chat')
    if chat then
      redis.call('ZREM', key('unsent', chat), message)
    end
    redis.call('DEL', key('message', message))
  end
  delist(id, state, owner)
  never_due(id, lane_of(id))
  for _, one in ipairs(takes and cjson.decode(takes) or {}) do
    redis.call('ZREM', key('taken', one.of), id)
  end
  for _, index in ipairs({ 'ids', 'due', 'ended' }) do
    redis.call('ZREM', key(index), id)
  end
  redis.call('DEL', operation(id), key('entries', id), key('pings', id))
end
return #old
