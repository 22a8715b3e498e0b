"""The code that every function shares: entry point, dependencies, web framework, settings and clock."""
