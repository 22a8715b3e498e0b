"""The SQL of exports, erasure and review requests."""
