local name, who = unpack(ARGV)

local known = redis.call('HGET', key('memory'), name)
if known and cjson.decode(known:sub(known:find('|', 1, true) + 1)).who == who then
  redis.call('HDEL', key('memory'), name)
  redis.call('ZREM', key('names'), name)
end
return 1
