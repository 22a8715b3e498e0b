PYTHON ?= python3
BIN := .venv/bin

.PHONY: help setup
help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

setup: ## Install everything this checkout needs (make up and make test do it too)
	@$(PYTHON) infra/bootstrap.py
