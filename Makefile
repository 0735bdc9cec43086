# The verbs of this repository. Each installs what it misses on a Debian with a Swift toolchain.
SHELL := /bin/bash
PREFIX ?= /usr/local
.DEFAULT_GOAL := help
BUILD := swift build --explicit-target-dependency-import-check error

.PHONY: help build release install demo demo-account test lint bench soak architecture excerpt facts clean

help: ## what there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## / — /'

.dependencies: scripts/install-dependencies
	@scripts/install-dependencies build
	@touch $@

.test-dependencies: scripts/install-dependencies scripts/test-requirements.txt content/facts/derive/requirements.txt
	@scripts/install-dependencies test
	@touch $@

build: .dependencies ## debug build
	$(BUILD)

release: .dependencies ## optimised build; the program is .build/release/kamae
	@rm -f .build/release-complete
	$(BUILD) -c release --product kamae --static-swift-stdlib
	@touch .build/release-complete

install: ## copies what `make release` built below PREFIX (/usr/local)
	@# A build that was interrupted leaves new content beside an old program.
	@[ -e .build/release-complete ] || { echo "no finished release build to install: make release" >&2; exit 1; }
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/kamae"
	install .build/release/kamae "$(DESTDIR)$(PREFIX)/bin/kamae"
	rm -rf "$(DESTDIR)$(PREFIX)/share/kamae/content" "$(DESTDIR)$(PREFIX)/share/kamae/demo"
	cp -RL .build/release/kamae_Content.resources "$(DESTDIR)$(PREFIX)/share/kamae/content"
	cp -RL .build/release/kamae_DemoEstate.resources "$(DESTDIR)$(PREFIX)/share/kamae/demo"

demo: build ## the example estate: its code, its account, and where the two disagree
	@.build/debug/kamae demo --no-serve

demo-account: build .test-dependencies ## records the example estate's account anew
	@demo/record .build/debug/kamae

test: .dependencies .test-dependencies ## every test, with real counterparts
	swift test --no-parallel

lint: .dependencies ## formatting, and the house's own rules
	swift format lint --recursive --strict --configuration .swift-format Package.swift Sources Tests
	@scripts/check-repository

bench: .dependencies .test-dependencies ## figures for docs/benchmarks.md
	@scripts/bench

soak: .dependencies .test-dependencies ## long runs: kill loops, large estates, fuzzing
	@scripts/soak

architecture: .dependencies ## writes ARCHITECTURE.md's graph anew
	UPDATE_ARCHITECTURE=1 swift test --filter ArchitectureTests

excerpt: build ## README's excerpt of the demo anew
	@scripts/update-excerpt .build/debug/kamae

facts: .test-dependencies ## derives content/facts anew from published data
	.venv/bin/python content/facts/derive/aws.py

clean: ## removes what was built
	rm -rf .build .build-* .venv .dependencies .test-dependencies
