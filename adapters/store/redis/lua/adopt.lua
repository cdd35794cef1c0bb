adopt_due()
return 1
