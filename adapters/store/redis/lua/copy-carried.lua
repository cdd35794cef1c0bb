local now = ARGV[1]

-- Is anything carried whose lease has not ended? What a version without lanes carries has its lease under `due` alone.
local places = { key('due') }
for _, lane in ipairs(redis.call('SMEMBERS', key('lanes'))) do
  table.insert(places, key('due', lane))
end
for _, place in ipairs(places) do
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', place, '(' .. now, '+inf')) do
    if redis.call('HEXISTS', operation(id), 'worker') == 1 then
      return 1
    end
  end
end
return 0
