PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8080

export DOMAIN HOSTED_ZONE_ID ALARM_EMAIL MONTHLY_BUDGET_USD ORIGIN_SEND

CDK := PATH="$(CURDIR)/infra/node_modules/.bin:$$PATH" cdk --no-notices

.PHONY: deploy diff load help up reset setup check format openapi test evaluate synth build
help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

setup: ## Install everything this checkout needs (make up and make test do it too)
	@$(PYTHON) infra/bootstrap.py

up: setup ## Run the whole platform on this machine (PORT=8080); Ctrl-C stops it, its data stays in .local/
	@$(BIN)/python -m infra.local up --port $(PORT)

reset: setup ## Forget the data of `make up`
	@$(BIN)/python -m infra.local reset

check: setup ## Lint, types, import rules and drift of generated files
	@$(BIN)/ruff format --check --quiet . || { echo "Run \`make format\`."; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@PYTHONPATH=shared:. $(BIN)/lint-imports > build/import-linter.log 2>&1 || { cat build/import-linter.log; exit 1; }
	@$(BIN)/python -m infra.openapi --check

format: setup ## Format the Python code
	@$(BIN)/ruff format --quiet . && $(BIN)/ruff check --quiet --fix .

openapi: setup ## Write docs/openapi.json from the code
	@$(BIN)/python -m infra.openapi

test: setup check ## Set up, then check and test everything
	@$(BIN)/pytest

evaluate: setup ## Measure the CV engine on labelled documents; ARGS="--worst 10" shows what it gets wrong
	@$(BIN)/python -m tests.evaluation.run $(ARGS)

load: setup ## Run the seed's load test (k6, 200 virtual users, 2 minutes) against a platform of its own
	@$(BIN)/python -m tests.load.run $(ARGS)

synth: setup ## Make the templates of both stages, checked by cdk-nag, without the network (cdk.out/)
	@for stage in local prod; do $(CDK) synth --quiet -c stage=$$stage -o cdk.out/$$stage || exit 1; done

build: setup ## Build the Lambda layers for arm64 (build/layers); needs the network or a warm cache
	@$(BIN)/python -m infra.assets.layers

deploy: setup ## Build and deploy a stage into AWS: make deploy STAGE=prod DOMAIN=… HOSTED_ZONE_ID=… (docs/deploy.md)
	@$(BIN)/python -m infra.deploy deploy --stage $(or $(STAGE),none)

diff: setup ## What a deployment would change: make diff STAGE=prod
	@$(BIN)/python -m infra.deploy diff --stage $(or $(STAGE),none)
