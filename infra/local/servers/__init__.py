"""PostgreSQL and Redis as child processes that end with the launcher."""
