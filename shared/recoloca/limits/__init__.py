"""Rate limits that PostgreSQL counts while Redis is unavailable (`recoloca.runtime.rate_limit`)."""
