local first = first_due(1)
return first and first.at or false
