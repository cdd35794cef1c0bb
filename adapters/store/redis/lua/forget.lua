redis.call('HDEL', key('memory'), ARGV[1])
redis.call('ZREM', key('names'), ARGV[1])
return 1
