local id, length, entry, token, at, state, wake, ping_chat, ping_place = unpack(ARGV)

local now, last, was, owner, begun, worker = unpack(
  redis.call('HMGET', operation(id), 'length', 'token', 'state', 'owner', 'at', 'worker')
)
local longer = string.format('%d', length + 1)
if now ~= length then
  -- Our own write, sent again by the client because the first reply was lost.
  return { 0, now == longer and last == token and 1 or 0, 0 }
end

redis.call('RPUSH', key('entries', id), entry)
redis.call('HSET', operation(id), 'length', longer, 'token', token, 'state', state)
if state ~= was then
  delist(id, was, owner)
  enlist(id, state, owner, begun)
end
if ends[state] then
  redis.call('ZADD', key('ended'), at, id)
  redis.call('HDEL', operation(id), 'wake')
  if not worker then
    redis.call('ZREM', key('due'), id)
  end
else
  if ends[was] then
    redis.call('ZREM', key('ended'), id)
  end
  if wake ~= '' then
    redis.call('HSET', operation(id), 'wake', wake)
    if not worker then
      redis.call('ZADD', key('due'), wake, id)
    end
  end
end

local card = key('message', id .. '.card')
local chat, sent, number = unpack(redis.call('HMGET', card, 'chat', 'sent', 'number'))
redis.call('HSET', card, 'wanted', longer)
if tonumber(longer) > tonumber(sent) then
  redis.call('ZADD', key('unsent', chat), number, id .. '.card')
end
if ping_chat ~= '' then
  redis.call('RPUSH', key('pings', id), id .. '.ping.' .. longer)
  want(id .. '.ping.' .. longer, id, 'ping', ping_chat, ping_place, longer)
end
tell_others()
return { 1, 1, wake ~= '' and not ends[state] and not worker and 1 or 0 }
