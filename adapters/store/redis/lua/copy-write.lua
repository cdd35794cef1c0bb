local id, head, state, at, changed, owner, lane, about, takes, due, fence, entries = unpack(ARGV)

redis.call(
  'HSET', operation(id), 'head', head, 'state', state, 'length', entries, 'at', at, 'owner', owner, 'fence', fence,
  'lane', lane, 'about', about, 'takes', takes
)
redis.call('ZADD', key('ids'), 0, id)
enlist(id, state, owner, at)
if ends[state] then
  redis.call('ZADD', key('ended'), changed, id)
else
  hold(cjson.decode(about), id)
  take(takes, id)
end
if due ~= '' then
  redis.call('HSET', operation(id), 'wake', due)
  make_due(id, lane, due)
end
local first = 13 + tonumber(entries)
for i = 13, first - 1 do
  redis.call('RPUSH', key('entries', id), ARGV[i])
end
for i = first, #ARGV, 8 do
  local number, message, kind, chat, place, wanted, sent, ref = unpack(ARGV, i, i + 7)
  redis.call(
    'HSET', key('message', message), 'operation', id, 'kind', kind, 'chat', chat, 'place', place, 'wanted', wanted,
    'sent', sent, 'number', number
  )
  if ref ~= '' then
    redis.call('HSET', key('message', message), 'ref', ref:sub(2))
  end
  redis.call('SADD', key('chats'), chat)
  if tonumber(wanted) > tonumber(sent) then
    redis.call('ZADD', key('unsent', chat), number, message)
    if kind == 'card' then
      redis.call('HSET', operation(id), 'lags', 1)
    end
  end
  if kind == 'ping' then
    redis.call('RPUSH', key('pings', id), message)
  end
  if tonumber(number) > tonumber(redis.call('GET', key('messages')) or 0) then
    redis.call('SET', key('messages'), number)
  end
end
tell_others()
return 1
