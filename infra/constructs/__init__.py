"""Building blocks of the stacks, each made from a row of `infra/routes.py`."""
