"""How fast the app is for the people who use it."""
