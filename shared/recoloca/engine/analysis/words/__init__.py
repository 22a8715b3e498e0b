"""What words tell on their own: periods, headings, schools, positions, employers, places, skills."""
