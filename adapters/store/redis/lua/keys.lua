-- Comes before every script of this folder. All keys begin with one hash tag, so that they share one slot of a cluster.
--
-- A script is not taken back when it breaks half-way. Redis refuses a write for want of memory or disk only by what
-- was so when the script began, so each script here makes a write that needs memory its first.
local function key(...)
  return table.concat({ KEYS[1], ... }, ':')
end

local function operation(id)
  return key('operation', id)
end

local ends = { done = true, undone = true, stuck = true }

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
