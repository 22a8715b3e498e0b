"""What every function runs in: its entry, its container, its web framework, its settings and its clock."""
