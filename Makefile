# Every recipe builds what it needs: `make demo` and `make test` work on a fresh machine.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The system's own Python where it is new enough: it is built with optimisations that a
# home-made one often lacks, and runs the tests in seven eighths of the time.
PYTHON ?= $(shell for each in /usr/bin/python3 python3; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && \
	echo $$each && exit; done; echo python3)
PORT ?= 8000
JOBS ?= 2

BIN := .venv/bin
LOCKS := requirements/run.txt requirements/dev.txt \
	requirements/bench.txt requirements/verify.txt requirements/sbom.txt requirements/scan.txt
LOCK := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-annotate --no-header --no-config \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links
TEMPLATES := templates

# What the demonstration runs as; nothing of it is set anywhere else. Each framework but
# the default is shown by an organisation that does not exist, with data of its own.
FRAMEWORK ?= suffolk
ORGANISATION_wiltshire := Chalkmere Council
ORGANISATION_trust := The Brightwater Trust
ORGANISATION_scotland := Glenorran Council
DEMO := SITRACK_DEMONSTRATION=yes SITRACK_URL=http://127.0.0.1:$(PORT)
ifneq ($(FRAMEWORK),suffolk)
DEMO += SITRACK_FRAMEWORK=$(FRAMEWORK) SITRACK_VAR=$(CURDIR)/var/$(FRAMEWORK) \
	SITRACK_ORGANISATION="$(ORGANISATION_$(FRAMEWORK))"
endif

.PHONY: help demo demo-data port-is-free test test-chaos drill scan check bench verify-documents \
	reference-pages guide-pictures \
	coverage-of-items coverage format lock dependencies sbom \
	packages test-packages clean

help: ## Show this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1|\2/p' Makefile | \
		while IFS='|' read -r name what; do printf '  make %-18s %s\n' "$$name" "$$what"; done

# --- What the other recipes stand on ---

packages:
	@scripts/packages setup run

test-packages:
	@scripts/packages setup run test

.venv/.made: | packages
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "sitrack needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1)." \
			"Name another: make PYTHON=python3.12 …" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.run: requirements/run.txt .venv/.made
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.run
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

.venv/.bench: requirements/bench.txt .venv/.dev
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/bench.txt
	@touch $@

.venv/.verify: requirements/verify.txt .venv/.dev
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/verify.txt
	@touch $@

.venv/.sbom: requirements/sbom.txt .venv/.dev
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/sbom.txt
	@touch $@

# wapiti asks for exact versions of what sitrack has newer.
.scan/.made: requirements/scan.txt .venv/.made
	$(BIN)/python -m venv .scan
	.scan/bin/python -m pip install --quiet --require-hashes -r requirements/scan.txt
	@touch $@

static/vendor/vendored.json: vendor-lock.json scripts/vendor_frontend.py | .venv/.run
	$(BIN)/python scripts/vendor_frontend.py
	@touch $@

# --- Running ---

demo-data: packages .venv/.run static/vendor/vendored.json
	@mkdir -p staticfiles
	@$(DEMO) $(BIN)/python manage.py demo

port-is-free:
	@! (exec 3<>/dev/tcp/127.0.0.1/$(PORT)) 2>/dev/null || { \
		echo "Something is served on port $(PORT) already; try: make demo PORT=8001" >&2; \
		exit 1; }

demo: port-is-free demo-data ## Build the demonstration and serve it (PORT=8000 FRAMEWORK=suffolk)
	@echo
	@echo "sitrack is at http://127.0.0.1:$(PORT)/ - its sign-in page lists the people."
	@echo "Press Ctrl-C to stop."
	@$(DEMO) $(BIN)/gunicorn sitrack.wsgi --bind 127.0.0.1:$(PORT) \
		--workers 1 --threads 8 --log-level warning

# --- Proving ---

test: test-packages .venv/.dev static/vendor/vendored.json ## Run every test, on SQLite, then on PostgreSQL with Redis and a worker
	@$(BIN)/python scripts/run_tests.py --jobs $(JOBS)

test-chaos: test-packages .venv/.dev static/vendor/vendored.json ## Break everything on purpose while people work; a line a figure
	@$(BIN)/python -m pytest chaos --quiet -n $(JOBS) --dist loadgroup \
		$(if $(ONLY),-k "$(ONLY)")

drill: test-packages .venv/.dev static/vendor/vendored.json ## Back up a database of a gigabyte, bring it back and compare, on both kinds
	@$(BIN)/python scripts/big_drill.py

scan: test-packages .venv/.dev .scan/.made static/vendor/vendored.json ## Have wapiti look for holes, as a stranger and as four who sign in
	@$(BIN)/python scripts/scan.py .scan/bin/wapiti

check: .venv/.dev ## Format, lint, types, ladder, templates, migrations, deployment, compose file
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/djlint --check --quiet $(TEMPLATES)
	$(BIN)/djlint --lint --quiet $(TEMPLATES)
	SITRACK_LOCAL=yes $(BIN)/python manage.py makemigrations --check --dry-run
	random() { $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))'; }; \
		SITRACK_SECRET_KEY=$$(random) SITRACK_AUDIT_KEY=$$(random) \
		SITRACK_FACTOR_KEY=$$(random) \
		SITRACK_SECURITY_CONTACT=mailto:security@sitrack.example \
		SITRACK_HOSTS=sitrack.example SITRACK_CLAMD=tcp://clamav:3310 \
		$(BIN)/python manage.py check --deploy --fail-level WARNING
	@if command -v docker-compose >/dev/null; then \
		SITRACK_SECRET_KEY=x SITRACK_FACTOR_KEY=x POSTGRES_PASSWORD=x SITRACK_HOSTS=sitrack.example \
			docker-compose config --quiet && echo "docker-compose.yml is valid"; \
	else echo "docker-compose is not installed: docker-compose.yml was not checked"; fi

bench: test-packages .venv/.bench static/vendor/vendored.json ## Run the benchmarks; a line a figure
	@$(BIN)/python scripts/run_benchmarks.py

verify-documents: test-packages .venv/.verify ## Have veraPDF judge every document that the tests draw
	@scripts/packages verify
	@$(BIN)/python scripts/verify_documents.py

reference-pages: .venv/.dev ## Draw the pictures of documents anew that tests compare with; look at each
	SITRACK_DRAW_REFERENCES=yes $(BIN)/pytest --quiet tests/reports/test_pages_as_pictures.py

guide-pictures: port-is-free demo-data .venv/.dev ## Take the pictures of docs/guides again, from a demonstration served for it
	@$(DEMO) $(BIN)/gunicorn sitrack.wsgi --bind 127.0.0.1:$(PORT) \
		--workers 1 --threads 8 --log-level warning & \
	server=$$!; trap "kill $$server" EXIT; \
	for _ in $$(seq 60); do curl -sfo /dev/null http://127.0.0.1:$(PORT)/health/live && break; \
		sleep 1; done; \
	$(BIN)/python -m scripts.guide_pictures http://127.0.0.1:$(PORT) "a calm demonstration"

coverage-of-items: .venv/.dev ## Which numbered items the tests prove (MISSING=1 lists the rest)
	@$(BIN)/python scripts/coverage_of_items.py $(if $(MISSING),--missing)

coverage: .venv/.dev ## Branch coverage of the suite on SQLite
	$(BIN)/coverage run -m pytest --quiet
	$(BIN)/coverage report

# --- Keeping house ---

format: .venv/.dev ## Write the one format of Python and templates
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/djlint --reformat --quiet $(TEMPLATES)

lock: .venv/.dev ## Write the locks again from pyproject.toml
	$(LOCK) --output-file requirements/run.txt pyproject.toml
	$(LOCK) --extra dev --output-file requirements/dev.txt pyproject.toml
	$(LOCK) --output-file requirements/bench.txt requirements/bench.in
	$(LOCK) --output-file requirements/verify.txt requirements/verify.in
	$(LOCK) --output-file requirements/sbom.txt requirements/sbom.in
	$(LOCK) --output-file requirements/scan.txt requirements/scan.in
	@$(MAKE) dependencies

dependencies: .venv/.dev ## Write docs/dependencies.csv again: packages, licences, reasons
	@$(BIN)/python -m scripts.dependencies

sbom: .venv/.sbom ## Write the bill of materials of what runs, as CycloneDX: var/sbom.cdx.json
	@$(BIN)/python -m scripts.sbom var/sbom.cdx.json

clean: ## Remove everything made here, the demonstration's data too
	rm -rf .venv .scan var staticfiles static/vendor node_modules htmlcov .coverage
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
