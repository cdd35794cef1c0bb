local id, length, entry, token, at, state, wake, ping_chat, ping_place = unpack(ARGV)

local now, last, was, lags = unpack(redis.call('HMGET', operation(id), 'length', 'token', 'state', 'lags'))
-- Entries that come before it stand behind the other values.
local longer = string.format('%d', length + 1 + #ARGV - 9)
if now ~= length then
  -- Our own write, sent again by the client because the first reply was lost.
  return { 0, now == longer and last == token and 1 or 0, false }
end

local function write_down()
  if #ARGV == 9 then
    redis.call('RPUSH', key('entries', id), entry)
  else
    local entries = { unpack(ARGV, 10) }
    table.insert(entries, entry)
    redis.call('RPUSH', key('entries', id), unpack(entries))
  end
  redis.call('HSET', operation(id), 'length', longer, 'token', token, 'state', state, 'lags', 1)
end

-- Most entries change nothing but the journal.
if was == 'going' and state == 'going' and lags and wake == '' and ping_chat == '' then
  write_down()
  tell_others()
  return { 1, 1, false }
end

-- Else:
local owner, begun, worker, lane, about, takes = unpack(
  redis.call('HMGET', operation(id), 'owner', 'at', 'worker', 'lane', 'about', 'takes')
)
lane = lane_of(id, lane)
local things = about and about ~= '[]' and cjson.decode(about) or {}
if ends[was] and not ends[state] then
  local thing, by = holder(things, id)
  if thing then
    return { 0, 0, false, thing, by }
  end
end

write_down()
if state ~= was then
  delist(id, was, owner)
  enlist(id, state, owner, begun)
end
if ends[state] then
  redis.call('ZADD', key('ended'), at, id)
  redis.call('HDEL', operation(id), 'wake')
  let_go(things, id)
  if not ends[was] then
    taken(takes, id)
  end
  if not worker then
    never_due(id, lane)
  end
else
  if ends[was] then
    redis.call('ZREM', key('ended'), id)
    hold(things, id)
    take(takes, id)
  end
  if wake ~= '' then
    redis.call('HSET', operation(id), 'wake', wake)
    if not worker then
      make_due(id, lane, wake)
    end
  end
end

-- A card wants to show all of its journal. One that lagged already is in the list.
if not lags then
  local chat, number = unpack(redis.call('HMGET', key('message', id .. '.card'), 'chat', 'number'))
  redis.call('ZADD', key('unsent', chat), number, id .. '.card')
end
if ping_chat ~= '' then
  redis.call('RPUSH', key('pings', id), id .. '.ping.' .. longer)
  want(id .. '.ping.' .. longer, id, 'ping', ping_chat, ping_place, longer)
end
tell_others()
return { 1, 1, wake ~= '' and not ends[state] and not worker and lane }
