local likeness, kept = ARGV[1], tonumber(ARGV[2])

local names, longer = {}, {}
for i = 3, #ARGV, 2 do
  table.insert(names, ARGV[i])
end
if #names == 0 then
  return 1
end
for i, before in ipairs(redis.call('HMGET', key('took', likeness), unpack(names))) do
  local took = {}
  for ms in (before or ''):gmatch('[^,]+') do
    table.insert(took, ms)
  end
  table.insert(took, ARGV[2 * i + 2])
  table.insert(longer, names[i])
  table.insert(longer, table.concat(took, ',', math.max(1, #took - kept + 1)))
end
redis.call('HSET', key('took', likeness), unpack(longer))
return 1
