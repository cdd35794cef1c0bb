local by, most = unpack(ARGV)

local found = {}
for _, lane in ipairs(redis.call('SMEMBERS', key('lanes'))) do
  local some = redis.call('ZRANGEBYSCORE', key('due', lane), '-inf', by, 'WITHSCORES', 'LIMIT', 0, most)
  for i = 1, #some, 2 do
    table.insert(found, { some[i], lane, some[i + 1] })
  end
end
return found
