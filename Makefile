# The front door. Each target is one line over Maven or a script; make keeps no state of its own.

MAVEN = mvn -B -ntp
PROXIES ?= 200
RESOURCES ?= 10000
VERSION = $$(sed -nE 's|^  <version>(.*)</version>|\1|p' pom.xml)

.DEFAULT_GOAL := help
.PHONY: help demo test conformance run format golden bench bench-store dist clean build

help: ## Show this.
	@echo "Kuma for Jakarta EE"
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F '|' '{ printf "%-18s %s\n", $$1, $$2 }'

demo: build ## Two services talk through two real Envoys; stays until Ctrl-C. ONCE=1: run through it and exit.
	@scripts/need.sh python
	@ENVOY=$$(scripts/envoy.sh) && export ENVOY && exec python3 demo/demo.py $(if $(ONCE),--once)

test: ## Run every test, those in containers and with a real Envoy included.
	@scripts/test.sh

conformance: ## Run one suite of conformance cases. SUITE=validation (matchers, rules, rest, recorded, envoyconfig), DIR=<folder of its format>.
	@scripts/need.sh jdk maven
	@MAVEN="$(MAVEN)" scripts/conformance.sh "$(SUITE)" "$(DIR)"

run: build ## Run the control plane alone, in the foreground.
	@exec deployment/target/kuma/bin/kuma-cp run

format: ## Format the Java sources.
	$(MAVEN) -q spotless:apply

golden: ## Write the expected results of the golden tests anew; read the difference before you commit it.
	$(MAVEN) -q install -Dgolden.update=true -pl kuma-cp-policies,kuma-cp-rest -am
	$(MAVEN) -q test -Dgolden.update=true -pl kuma-cp-ejb -Dtest='CpSettingsTest,SettingsDocumentsTest'

bench: build ## Measure the control plane with fake proxies. PROXIES=200 is the default.
	@bench/run.sh $(PROXIES)

bench-store: build ## Measure the store on H2 and on a PostgreSQL of its own. RESOURCES=10000 is the default.
	@$(MAVEN) -q -pl bench -DskipTests package
	@RESOURCES=$(RESOURCES) bench/store.sh

dist: build ## Pack the distribution, with Envoy, into one archive that needs only a Java runtime.
	@scripts/need.sh python
	@scripts/pack.sh "$(VERSION)"

clean: ## Remove everything that was built; Envoy stays.
	$(MAVEN) -q clean
	rm -rf demo/target target

build:
	@scripts/need.sh jdk
	@scripts/build.sh
