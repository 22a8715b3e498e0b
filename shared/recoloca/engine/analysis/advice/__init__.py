"""What to change in a CV."""
