local before, after, life = unpack(ARGV)

if (redis.call('GET', key('gate')) or '') ~= before then
  return 0
end
if after == '' then
  redis.call('DEL', key('gate'))
elseif life == '' then
  redis.call('SET', key('gate'), after)
else
  redis.call('SET', key('gate'), after, 'PX', life)
end
return 1
