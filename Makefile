# The one door: every command of a working day.

.PHONY: run test check unit browser prove bench score tools

CARGO ?= cargo

# Show the demo map at http://127.0.0.1:8080.
run:
	$(CARGO) run --release --locked -- demo

# Every test, installing what they need. Under 25 minutes cold on 2 cores.
test: tools check unit browser

# What the tests need and cargo does not bring: Debian packages, npm packages, cargo-deny, shapely.
tools:
	tests/tools.sh

# How the code reads, and what it is built from.
check:
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings
	PATH="$(CURDIR)/target/tools/bin:$$PATH" cargo-deny --offline --locked check licenses bans sources
	cd web && npm run --silent check

unit:
	$(CARGO) test --locked
	cd web && npm test --silent

# The page as a person uses it, in a real browser against the real program.
browser:
	$(CARGO) build --locked
	cd web && npm run --silent browser

# The long proofs: fifty kills, a million broken reports, a million rows.
prove:
	tests/prove.sh

# Measurements side by side.
bench:
	$(CARGO) bench --locked --bench queries
	$(CARGO) bench --locked --bench joining
	$(CARGO) bench --locked --bench areas
	$(CARGO) bench --locked --bench gazetteer
	tests/coverage/run.sh
	tests/peers/run.sh
	tests/readers/run.sh
	cd web && npm run --silent bench

# What is read in reports against gold made by hand; REPORTS=DIR GOLD=DIR for others than the five articles.
score:
	$(CARGO) build --release --locked
	tests/score/run.sh
