local now = ARGV[1]

-- Is anything carried whose lease has not ended, or any office held?
for _, lane in ipairs(redis.call('SMEMBERS', key('lanes'))) do
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', key('due', lane), '(' .. now, '+inf')) do
    if redis.call('HEXISTS', operation(id), 'worker') == 1 then
      return 1
    end
  end
end
return 0
