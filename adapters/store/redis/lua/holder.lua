local thing, by = holder(ARGV)
return thing and { thing, by } or false
