"""What operators ask of the running platform, through the function `operator`: the database has no other door."""
