"""What blocks hold: positions, studies, certificates, languages, skills."""
