local id, length, ref = unpack(ARGV)

local message = key('message', id)
local chat, wanted, sent = unpack(redis.call('HMGET', message, 'chat', 'wanted', 'sent'))
if not chat then
  return 0
end
local most = math.max(tonumber(sent), tonumber(length))
redis.call('HSET', message, 'sent', string.format('%d', most), 'ref', ref)
if most >= tonumber(wanted) then
  redis.call('ZREM', key('unsent', chat), id)
end
return 1
