"""What every function runs in: its entry, its dependencies, its web framework, its settings and its clock."""
