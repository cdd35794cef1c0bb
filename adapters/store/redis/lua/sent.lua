local id, length, ref = unpack(ARGV)

local message = key('message', id)
local chat, of, kind, wanted, sent = unpack(redis.call('HMGET', message, 'chat', 'operation', 'kind', 'wanted', 'sent'))
if not chat then
  return 0
end
local most = math.max(tonumber(sent), tonumber(length))
redis.call('HSET', message, 'sent', string.format('%d', most), 'ref', ref)
if kind == 'card' then
  wanted = redis.call('HGET', operation(of), 'length')
end
if most >= tonumber(wanted) then
  redis.call('ZREM', key('unsent', chat), id)
  if kind == 'card' then
    redis.call('HDEL', operation(of), 'lags')
  end
end
return 1
