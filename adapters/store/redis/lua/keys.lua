-- Comes before every script of this folder. All keys begin with one hash tag, so that they share one slot of a cluster.
--
-- A script is not taken back when it breaks half-way. Redis refuses a write for want of memory or disk only by what
-- was so when the script began, so each script here makes a write that needs memory its first.
local function key(a, b, c)
  if c then
    return KEYS[1] .. ':' .. a .. ':' .. b .. ':' .. c
  end
  return b and KEYS[1] .. ':' .. a .. ':' .. b or KEYS[1] .. ':' .. a
end

local function operation(id)
  return KEYS[1] .. ':operation:' .. id
end

local ends = { done = true, undone = true, stuck = true }

-- Operations are due in lanes, one for each cloud, so that the first of any lane is found however many wait in others.
local function make_due(id, lane, at)
  redis.call('ZADD', key('due', lane), at, id)
  redis.call('SADD', key('lanes'), lane)
end

local function never_due(id, lane)
  redis.call('ZREM', key('due', lane), id)
  if redis.call('EXISTS', key('due', lane)) == 0 then
    redis.call('SREM', key('lanes'), lane)
  end
end

-- Begun by a version without lanes, it says only in its input what its lane is.
local function lane_of(id, known)
  if known then
    return known
  end
  local head = redis.call('HGET', operation(id), 'head')
  local read, born = pcall(cjson.decode, head or '{}')
  local input = read and type(born.input) == 'table' and born.input or {}
  local lane = type(input.cloud) == 'string' and input.cloud or ''
  if head then
    redis.call('HSET', operation(id), 'lane', lane)
  end
  return lane
end

-- What such a version made due, and goes on making due as long as one of it runs.
local function adopt_due()
  local old = redis.call('ZRANGE', key('due'), 0, -1, 'WITHSCORES')
  for i = 1, #old, 2 do
    make_due(old[i], lane_of(old[i]), old[i + 1])
    redis.call('ZREM', key('due'), old[i])
  end
end

-- What is due first, in lanes that none of the arguments from this one on names.
local function first_due(from)
  adopt_due()
  local without = {}
  for i = from, #ARGV do
    without[ARGV[i]] = true
  end
  local first
  for _, lane in ipairs(redis.call('SMEMBERS', key('lanes'))) do
    local id, at = unpack(redis.call('ZRANGE', key('due', lane), 0, 0, 'WITHSCORES'))
    if id and not without[lane] and (not first or tonumber(at) < tonumber(first.at)) then
      first = { id = id, at = at, lane = lane }
    end
  end
  return first
end

-- An operation works on what it is about until it has ended. Names of others there are left over and count for nothing.
local function holder(about, but)
  for _, thing in ipairs(about) do
    local by = redis.call('HGET', key('held'), thing)
    local state = by and by ~= but and redis.call('HGET', operation(by), 'state')
    if state and not ends[state] then
      return thing, by
    end
  end
end

local function hold(about, id)
  for _, thing in ipairs(about) do
    redis.call('HSET', key('held'), thing, id)
  end
end

local function let_go(about, id)
  for _, thing in ipairs(about) do
    if redis.call('HGET', key('held'), thing) == id then
      redis.call('HDEL', key('held'), thing)
    end
  end
end

-- What an operation takes of what is limited, in the list of each such thing: without end, or up to the how manieth
-- ending of such an operation.
local function take(takes, id)
  for _, one in ipairs(takes and cjson.decode(takes) or {}) do
    redis.call('ZADD', key('taken', one.of), 'inf', id)
  end
end

local function taken(takes, id)
  if takes and takes ~= '[]' then
    local nth = redis.call('INCR', key('endings'))
    for _, one in ipairs(cjson.decode(takes)) do
      redis.call('ZADD', key('taken', one.of), nth, id)
    end
  end
end

-- What the operation takes of it, unless that was seen: a version that knows nothing of this may have ended it meanwhile.
local function amount_of(id, of, seen)
  local takes, state = unpack(redis.call('HMGET', operation(id), 'takes', 'state'))
  if not state or ends[state] and redis.call('ZSCORE', key('taken', of), id) == 'inf' then
    taken(takes, id)
  end
  for _, one in ipairs(takes and not seen[id] and cjson.decode(takes) or {}) do
    if one.of == of and not (one.as and seen[one.as]) then
      return one.amount
    end
  end
end

-- Of each limit that would be exceeded: what it is of, what operations take that was not counted, and which ones.
local function over(limits, takes)
  local wanted, full = {}, {}
  for _, one in ipairs(takes) do
    wanted[one.of] = one.amount
  end
  for _, limit in ipairs(limits) do
    local seen, sum, by = {}, 0, {}
    for _, name in ipairs(limit.seen) do
      seen[name] = true
    end
    local since = string.format('(%d', limit.since)
    for _, id in ipairs(redis.call('ZRANGEBYSCORE', key('taken', limit.of), since, '+inf')) do
      local amount = amount_of(id, limit.of, seen)
      if amount then
        sum = sum + amount
        table.insert(by, id)
      end
    end
    if limit.counted + sum + (wanted[limit.of] or 0) > limit.most then
      for _, word in ipairs({ limit.of, string.format('%.17g', sum), table.concat(by, ' ') }) do
        table.insert(full, word)
      end
    end
  end
  return full
end

-- In the lists of its state: that of everybody, and that of its owner.
local function enlist(id, state, owner, at)
  redis.call('ZADD', key('state', state), at, id)
  redis.call('ZADD', key('state', state, owner), at, id)
end

local function delist(id, state, owner)
  redis.call('ZREM', key('state', state), id)
  redis.call('ZREM', key('state', state, owner), id)
end

-- A new message that nobody has sent yet.
local function want(message, of, kind, chat, place, length)
  local number = redis.call('INCR', key('messages'))
  redis.call(
    'HSET', key('message', message), 'operation', of, 'kind', kind, 'chat', chat, 'place', place,
    'wanted', length, 'sent', -1, 'number', number
  )
  redis.call('ZADD', key('unsent', chat), number, message)
  redis.call('SADD', key('chats'), chat)
end

-- Others may have to look again.
local function tell_others()
  redis.call('INCR', key('writes'))
end
