local likeness, kept = ARGV[1], tonumber(ARGV[2])

for i = 3, #ARGV, 2 do
  local step, took = ARGV[i], {}
  for ms in (redis.call('HGET', key('took', likeness), step) or ''):gmatch('[^,]+') do
    table.insert(took, ms)
  end
  table.insert(took, ARGV[i + 1])
  redis.call('HSET', key('took', likeness), step, table.concat(took, ',', math.max(1, #took - kept + 1)))
end
return 1
