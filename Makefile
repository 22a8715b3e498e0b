PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8080

export DOMAIN HOSTED_ZONE_ID ALARM_EMAIL RUNBOOKS_URL MONTHLY_BUDGET_USD ORIGIN_SEND

CDK := PATH="$(CURDIR)/infra/node_modules/.bin:$$PATH" cdk --no-notices
FRONTEND := export PATH="$(CURDIR)/infra/node_modules/.bin:$$PATH" && cd frontend &&

.PHONY: documents fingerprint lengths mutants audit test-others test-unit test-integration test-frontend snapshots localstack-core lighthouse deploy diff load help up reset setup check format openapi route landing bundle-report test evaluate bench synth build
help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

setup: ## Install everything this checkout needs (make up and make test do it too)
	@$(PYTHON) infra/bootstrap.py

up: setup ## Run the whole platform on this machine (PORT=8080, EMULATOR=localstack); Ctrl-C stops it, its data stays in .local/
	@$(BIN)/python -m infra.local up --port $(PORT) $(if $(EMULATOR),--emulator $(EMULATOR))

reset: setup ## Forget the data of `make up`
	@$(BIN)/python -m infra.local reset

localstack-core: setup ## Take a CV the whole way on LocalStack, without Docker or a token (needs Python 3.13)
	@$(BIN)/python -m infra.local.emulators.localstack

check: setup ## Lint, types, import rules and drift of generated files
	@mkdir -p build
	@$(BIN)/ruff format --check --quiet . || { echo "Run \`make format\`."; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/python -m infra.checks.sql
	@PYTHONPATH=shared:. $(BIN)/lint-imports > build/import-linter.log 2>&1 || { cat build/import-linter.log; exit 1; }
	@$(BIN)/python -m infra.checks.names_of_tests
	@$(BIN)/python -m infra.openapi --check
	@$(BIN)/python -m infra.landing_data --check
	@$(BIN)/python -m infra.documents --check
	@$(FRONTEND) npm run -s api:check > ../build/api-check.log 2>&1 || { echo "The typed client is not what docs/openapi.json says; run \`make openapi\`."; exit 1; }
	@$(FRONTEND) npm run -s types
	@$(FRONTEND) npm run -s lint

lengths: setup ## How long files and functions are, without blank lines, comments, docstrings and SQL
	@$(BIN)/python -m infra.checks.lengths

format: setup ## Format the Python code
	@$(BIN)/ruff format --quiet . && $(BIN)/ruff check --quiet --fix .

route: setup ## Start a route: make route SLUG=cv_analysis_lines METHOD=GET PATH_=/cv/analysis/{id}/lines
	@$(BIN)/python -m infra.new_route --slug "$(SLUG)" --method "$(METHOD)" --path "$(PATH_)"

openapi: setup ## Write docs/openapi.json and the frontend's typed client from the code
	@$(BIN)/python -m infra.openapi
	@$(FRONTEND) npm run -s api

documents: setup ## Write the tables of docs/ from the figures in docs/figures and the route table
	@$(BIN)/python -m infra.documents

fingerprint: setup ## Record the engine's results on sample documents; refuses while its version stays and its results differ
	@PYTHONPATH=shared:. $(BIN)/python -m tests.support.analysis.fingerprint

landing: setup ## Make the landing page's sample result and plans from the code; LANDING=pictures makes its pictures too
	@$(BIN)/python -m infra.landing_data
	@if [ "$(LANDING)" = pictures ]; then $(FRONTEND) npm run -s build && cd .. && $(BIN)/python -m infra.landing_pictures; fi

bundle-report: setup ## What each page of the app loads before it can show itself; fails above 120 kB
	@$(FRONTEND) npm run -s bundle-report

test: setup ## Set up, then check and test everything
	@mkdir -p build && rm -rf build/coverage
	@$(MAKE) --no-print-directory -j2 test-others test-integration
	@$(BIN)/python -m infra.checks.coverage

test-others: # beside the tests that mostly wait for servers; what it prints is shown when it fails
	@echo "Beside the integration tests: checks, unit, infra and browser tests (build/test-others.log)"
	@$(MAKE) --no-print-directory check test-frontend test-unit > build/test-others.log 2>&1 && \
		$(BIN)/pytest tests/mutation tests/evaluation tests/infra tests/e2e -p no:cacheprovider >> build/test-others.log 2>&1 || \
		{ cat build/test-others.log; exit 1; }
	@tail -1 build/test-others.log

test-unit:
	@$(BIN)/coverage run -m pytest tests/unit -p no:cacheprovider

test-integration:
	@$(BIN)/coverage run -m pytest tests/integration

test-frontend:
	@$(FRONTEND) npm test -s -- --reporter=dot --coverage
	@$(FRONTEND) npm run -s bundle-report

audit: setup ## Ask the advisory databases about every locked dependency; needs the network
	@$(BIN)/python -m infra.checks.audit

mutants: setup ## Plant faults in the files changed against main and see which ones no test notices; ARGS="--files PATH --write"
	@nice -n 15 $(BIN)/python -m tests.mutation.run $(ARGS)

faults: setup ## Attacks and faults that take too long for `make test`: hostile texts at full size, a busy machine
	@$(BIN)/pytest tests/faults -p no:cacheprovider

evaluate: setup ## Measure the CV engine on labelled documents; ARGS="--worst 10" shows what it gets wrong
	@$(BIN)/python -m tests.evaluation.run $(ARGS)

load: setup ## Run the load test of the performance guide (k6, 200 virtual users, 2 minutes) against a platform of its own
	@$(BIN)/python -m tests.load.run $(ARGS)

lighthouse: setup tests/lighthouse/node_modules ## Median of 5 Lighthouse runs on the pages with bars (mobile, slow 4G)
	@$(BIN)/python -m tests.lighthouse.run $(ARGS)

tests/lighthouse/node_modules: tests/lighthouse/package-lock.json
	@cd tests/lighthouse && PATH="$(CURDIR)/infra/node_modules/.bin:$$PATH" npm ci --ignore-scripts --silent && touch node_modules

bench: setup ## Measure the CV engine, the coach, a password, the AWS client, and every function's cold and warm start, as ratios against baselines; writes docs/figures and the documents
	@$(BIN)/python -m tests.bench.engine
	@$(BIN)/python -m tests.bench.growth
	@$(BIN)/python -m tests.bench.coach
	@$(BIN)/python -m tests.bench.passwords
	@$(BIN)/python -m tests.bench.aws
	@$(BIN)/python -m tests.bench.functions
	@$(BIN)/python -m infra.documents

synth: setup ## Make the templates of both stages, checked by cdk-nag, without the network (cdk.out/)
	@for stage in local prod; do $(CDK) synth --quiet -c stage=$$stage -o cdk.out/$$stage || exit 1; done

snapshots: setup ## Renew the reviewed templates (tests/infra/snapshots) and the diagram drawn from them
	@$(BIN)/python -m tests.support.infra.snapshots

build: setup ## Build the Lambda layers for arm64 (build/layers); needs the network or a warm cache
	@$(BIN)/python -m infra.assets.layers

deploy: setup ## Build and deploy a stage into AWS: make deploy STAGE=prod DOMAIN=… HOSTED_ZONE_ID=… (docs/deploy.md)
	@$(BIN)/python -m infra.deploy deploy --stage $(or $(STAGE),none)

diff: setup ## What a deployment would change, without writing anything: make diff STAGE=prod
	@$(BIN)/python -m infra.deploy diff --stage $(or $(STAGE),none)
