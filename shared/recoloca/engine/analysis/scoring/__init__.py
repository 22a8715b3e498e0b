"""What a CV is worth, with reasons."""
