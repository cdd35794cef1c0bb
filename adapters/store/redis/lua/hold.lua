local name, who, now, value = unpack(ARGV)

-- The same author asks again when the reply was lost, and is answered the same.
local known = redis.call('HGET', key('memory'), name)
if known then
  local held = cjson.decode(known:sub(known:find('|', 1, true) + 1))
  if held.who ~= who and held['until'] > tonumber(now) then
    return held.who
  end
end
redis.call('HSET', key('memory'), name, '|' .. value)
redis.call('ZADD', key('names'), 0, name)
return who
