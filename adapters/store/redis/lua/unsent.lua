local limit = tonumber(ARGV[1])
local chats = ARGV[2] == '' and redis.call('SMEMBERS', key('chats')) or cjson.decode(ARGV[2])

local found = {}
for _, chat in ipairs(chats) do
  local some = redis.call('ZRANGE', key('unsent', chat), 0, limit - 1, 'WITHSCORES')
  for i = 1, #some, 2 do
    table.insert(found, { id = some[i], number = tonumber(some[i + 1]) })
  end
end
table.sort(found, function(a, b)
  return a.number < b.number
end)
local messages = {}
for i = 1, math.min(limit, #found) do
  local id = found[i].id
  local of, kind, place, wanted, sent, ref = unpack(
    redis.call('HMGET', key('message', id), 'operation', 'kind', 'place', 'wanted', 'sent', 'ref')
  )
  local state, length = unpack(redis.call('HMGET', operation(of), 'state', 'length'))
  local card = kind == 'ping' and redis.call('HGET', key('message', of .. '.card'), 'ref')
  messages[i] = { id, of, kind, place, kind == 'card' and length or wanted, sent, ref, state, card }
end
return messages
