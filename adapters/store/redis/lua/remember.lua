local likeness, kept = ARGV[1], tonumber(ARGV[2])

local names, longer = {}, {}
for i = 3, #ARGV, 2 do
  table.insert(names, ARGV[i])
end
if #names == 0 then
  return 1
end
for i, before in ipairs(redis.call('HMGET', key('took', likeness), unpack(names))) do
  local took = ARGV[2 * i + 2]
  if before then
    local _, others = before:gsub(',', '')
    -- The oldest gives its place to the newest.
    took = (others + 1 < kept and before or before:match(',(.*)') or '') .. ',' .. took
  end
  table.insert(longer, names[i])
  table.insert(longer, took)
end
redis.call('HSET', key('took', likeness), unpack(longer))
return 1
