"""The commands of operators. The function `operator` runs them, because operators have no access to the database."""
