"""One module for each stack. `infra/app.py` puts them together."""
