-- Stands before every script but those of a move: a store that is being moved, or was, takes and gives nothing more.
local gate = redis.call('GET', key('gate'))
if gate then
  return redis.error_reply('MOVEDAWAY ' .. gate)
end
