"""One module a stack; `infra/app.py` puts them together."""
