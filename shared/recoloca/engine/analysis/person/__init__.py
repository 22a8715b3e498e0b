"""Whose CV it is and how to reach the person, from lines."""
