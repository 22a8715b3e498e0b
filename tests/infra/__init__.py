"""What the templates promise, and a real deployment of the local stage."""
