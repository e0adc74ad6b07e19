# Everything one types in this project; `make` alone lists it.
#   make up      starts Turnout here, without containers and without root
#   make test    runs every test

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
RUN := $(VENV)/bin/python
PROJECTS := pyproject.toml $(wildcard adapters/*/pyproject.toml connectors/*/pyproject.toml)
EDITABLE = $(foreach project,$(PROJECTS),-e ./$(patsubst %/,%,$(dir $(project))))
CAN_SERVE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	"$$name" -c '$(CAN_SERVE)' 2>/dev/null && { command -v "$$name"; break; }; done)
NEED_PYTHON = test -n "$(PYTHON)" || { echo "Python 3.11 or later, able to make virtual environments, is needed (on Debian and Ubuntu: python3-venv)."; exit 1; }
# Half of what is installed, of which a little is read, and compiled then.
SELDOM := /(graphql|moto|mpmath|networkx|phonenumbers|pip|pygments|setuptools|stripe|sympy)/
# All that asks a database; the browser's, the bench and what needs none are run on plain PostgreSQL. What
# moves shards comes last, on nodes of its own: each move leaves hundreds of tables that others would plan with.
DISTRIBUTED := $(addprefix tests/,concurrency faults flows isolation kernel modules openid prove site \
	stack) adapters connectors
ROLE ?=
ARGS ?=

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
# Images of Python set it for what runs once; here every process would compile the house again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

# --- The stack -----------------------------------------------------------------------------

.PHONY: up down reset restart status logs doctor demo
up: install ## Start everything and print the addresses and the demo sign-ins
	@$(RUN) -m turnout_dev.stack up

down: $(VENV)/ready ## Stop everything
	@$(RUN) -m turnout_dev.stack down

reset: $(VENV)/ready ## Stop everything and wipe databases, files, mails and logs
	@$(RUN) -m turnout_dev.stack reset

restart: $(VENV)/ready ## Restart the roles, or one: ROLE=web
	@$(RUN) -m turnout_dev.stack restart $(ROLE)

status: $(VENV)/ready ## Say which roles run
	@$(RUN) -m turnout_dev.stack status

logs: $(VENV)/ready ## Follow the logs, or one: ROLE=worker
	@$(RUN) -m turnout_dev.stack logs $(ROLE)

doctor: ## Say what is missing on this machine, or which port is taken by what
	@python=$$(test -e $(VENV)/ready && echo $(RUN) || echo "$(PYTHON)"); \
	test -n "$$python" || { echo "✗ No Python 3.11 or later that can make virtual environments was found."; exit 1; }; \
	PYTHONPATH=platform "$$python" -m turnout_dev.stack doctor

demo: $(VENV)/ready ## Play the whole main job over HTTP, step by step
	@$(RUN) -m turnout_dev.demo $(ARGS)

# --- Checking ------------------------------------------------------------------------------

.PHONY: check check-types check-python check-web lint-web test quick prove machines lighthouse drill faults bench deploy-check sso-check cluster-check distributed-check
check: ## Lint, types, import contracts, declared packages, architecture, lock files, the web's code and sizes
	@$(MAKE) --no-print-directory -j2 check-types check-python check-web lint-web

check-types: $(VENV)/ready
	$(RUN) -m mypy
	$(VENV)/bin/lint-imports

check-python: $(VENV)/ready
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m deptry platform
	$(RUN) -m pytest -q tests/architecture/test_tree.py tests/architecture/test_grain.py \
		tests/architecture/test_import_cycles.py tests/architecture/test_migrations.py
	$(RUN) -m turnout_dev.stack lock-check

check-web: $(VENV)/ready web
	$(RUN) -m turnout_dev.stack web-check

lint-web: web
	PYTHONPATH=platform "$(PYTHON)" -m turnout_dev.stack web-lint

test: $(VENV)/ready ## Run every test; ARGS="-k hold" narrows it
	@$(RUN) -m turnout_dev.stack test $(ARGS)

quick: $(VENV)/ready ## Lint, types and the tests without stack and browser: what one runs all day
	$(RUN) -m ruff check -q .
	$(RUN) -m mypy
	$(RUN) -m pytest -q -n 2 tests/architecture/test_tree.py tests/architecture/test_grain.py \
		tests/programme_formats tests/l10n tests/kernel/test_ical.py tests/kernel/http/test_answers.py \
		$(wildcard tests/modules/*/test_rules.py) $(wildcard tests/modules/forms/test_*rules*.py)

prove: $(VENV)/ready ## Prove at length what is promised: money, pages, killed roles
	@$(RUN) -m tests.prove $(ARGS)

lighthouse: $(VENV)/ready ## Judge the public pages of the idle stack with Lighthouse
	@$(RUN) -m turnout_dev.browser_checks.lighthouse $(ARGS)

drill: $(VENV)/ready ## Rehearse an accident with real processes and report: NAME=restore; without a name lists them
	@$(RUN) -m tests.drills $(NAME)

faults: $(VENV)/ready ## Sell while roles, database, Redis, disk, clocks and provider fail; ARGS="--runs 20 --seed 7"
	@$(RUN) -m tests.faults $(ARGS)

distributed-check: $(VENV)/ready ## Test on three nodes of Citus, whose programs TURNOUT_CITUS_BIN names; ARGS narrows it
	@test -n "$(TURNOUT_CITUS_BIN)" || { echo "Set TURNOUT_CITUS_BIN to PostgreSQL's programs that have Citus."; exit 1; }
	TURNOUT_WHOLE_RUN=$(if $(ARGS),0,1) $(RUN) -m pytest -v $(or $(ARGS),$(DISTRIBUTED))
	$(if $(ARGS),,$(RUN) -m pytest -v tests/distributed)

machines: $(VENV)/ready ## Take each state machine of the sale for 10,000 steps; ARGS="holds codes" narrows it
	@$(RUN) -m tests.prove.machines $(ARGS)

bench: $(VENV)/ready ## Measure the hot paths against the floor and the limit
	@$(RUN) -m tests.bench $(ARGS)

CLUSTERED := tests/kernel tests/site/events $(addprefix tests/modules/,api_tokens challenges dashboards \
	fraud_rules funnel_reports identity organizations platform_health quotas waiting_room checkin)

cluster-check: $(VENV)/ready ## Run what uses Redis over a Redis Cluster of three masters; ARGS=tests/modules/orders takes others
	@TURNOUT_TEST_REDIS=cluster $(RUN) -m pytest -q -n 2 $(or $(ARGS),$(CLUSTERED))

deploy-check: $(VENV)/ready ## Try the chart by the tools in TURNOUT_TOOLS and on the path; ARGS=checkov narrows it
	@$(RUN) -m turnout_dev.deploy_check $(ARGS)
	@test -n "$(ARGS)" || bash terraform/check

sso-check: $(VENV)/ready ## Sign in by a real Keycloak and SimpleSAMLphp, where this machine has them; ARGS=keycloak narrows it
	@$(RUN) -m tests.sso_check $(ARGS)

.PHONY: terraform-check terraform-apply chart-values
terraform-check: ## Form, validity, tests and policy of terraform/, without an account
	@bash terraform/check

terraform-apply: $(VENV)/ready ## Apply an environment to an AWS on this machine, twice: ENV=dev
	@$(RUN) terraform/tests/apply.py $(or $(ENV),dev) $(if $(TF_PLUGINS),--plugins $(TF_PLUGINS)) $(ARGS)

chart-values: ## Write the chart's values and what stands beside it out of an environment: ENV=prod
	@terraform -chdir=terraform/environments/$(ENV) output -raw chart_values > values.$(ENV).yaml
	@terraform -chdir=terraform/environments/$(ENV) output -raw cluster_manifests > cluster.$(ENV).yaml
	@echo "Written: cluster.$(ENV).yaml for kubectl, values.$(ENV).yaml for helm."

# --- What the commands stand on ------------------------------------------------------------

.PHONY: install venv web client lock lock-upgrade lock-check
install: ## Install what PyPI and npm have, both at once, and build the web's pages
	@$(MAKE) --no-print-directory -j2 venv web

venv: $(VENV)/ready ## Make the virtual environment out of the lock files
	@:

$(VENV)/ready: requirements/dev.txt $(PROJECTS)
	@$(NEED_PYTHON)
	@$(RUN) -c 'import pip' 2>/dev/null || { echo "Making the virtual environment …"; rm -rf $(VENV); "$(PYTHON)" -m venv $(VENV); }
	@echo "Installing the locked packages …"
	@$(RUN) -m pip install --quiet --no-compile --require-hashes --requirement requirements/dev.txt --constraint requirements/dev.txt
	@$(RUN) -m compileall -qq -j 0 -x '$(SELDOM)' $(VENV)/lib || true  # pip would do it on one core; some ship what no Python reads
	@$(RUN) -m pip install --quiet --no-deps --no-build-isolation $(EDITABLE)
	@$(RUN) -m turnout_dev.stack fetch
	@touch $@

web: ## Install the packages of npm and build platform/web, if their sources changed
	@$(NEED_PYTHON)
	@PYTHONPATH=platform "$(PYTHON)" -m turnout_dev.stack web  # the standard library suffices

client: $(VENV)/ready ## Write the browser's typed client out of the OpenAPI document
	@$(RUN) -m turnout_dev.stack client

texts: $(VENV)/ready ## Bring the message catalogues up to date and say what is not translated
	@$(RUN) -m turnout_dev.texts

lock: $(VENV)/ready ## Write the lock files again; versions move only where they must
	@$(RUN) -m turnout_dev.stack lock

lock-upgrade: $(VENV)/ready ## Write the lock files again with the newest versions
	@$(RUN) -m turnout_dev.stack lock --upgrade

lock-check: $(VENV)/ready ## Hold the lock files to what the project requires
	@$(RUN) -m turnout_dev.stack lock-check
