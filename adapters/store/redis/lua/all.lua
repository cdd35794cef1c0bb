local names = redis.call('ZRANGEBYLEX', key('names'), '[' .. ARGV[1], '[' .. ARGV[1] .. '\255')
local facts = {}
for i, name in ipairs(names) do
  facts[i] = { name, redis.call('HGET', key('memory'), name) }
end
return facts
