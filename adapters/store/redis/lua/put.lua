local name, value, token = unpack(ARGV)

-- With a token it is added only where nothing is yet; the same token has added it before, and its reply was lost.
if token ~= '' then
  local known = redis.call('HGET', key('memory'), name)
  if known then
    return known:sub(1, #token) == token and 1 or 0
  end
end
redis.call('HSET', key('memory'), name, token .. '|' .. value)
redis.call('ZADD', key('names'), 0, name)
return 1
