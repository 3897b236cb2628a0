# The commands of the project; each sets up what it needs (tools/setup). `make` alone lists them.

PYTHON := .venv/bin/python
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup build demo test golden record matrix wheel aarch64 aarch64-unit asan tsan soak lint bench bench-wheel clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:
	@tools/setup

build: setup ## compile, and install into .venv
	@$(PYTHON) tools/install.py

demo: build ## the manual's integrand under scipy.integrate.quad: plain Python, .ctypes, LowLevelCallable
	@$(PYTHON) bench/demo.py

test: setup ## all tests, on the checked build; T=golden/fuse/scaled_sum for one case
	@$(PYTHON) tools/run_tests.py $(T)

golden: setup ## rewrite the expectations in tests/golden (T= for some) and docs/gallery.md, then read the diff
	@$(PYTHON) tools/run_tests.py --update $(T)
	@$(PYTHON) tools/gallery.py

record: ## bytecode of the cases in tests/bytecode and tests/differential, under Python 3.11 to 3.15
	@tools/setup matrix
	@$(PYTHON) tools/record.py

matrix: ## the tests on Python 3.11 to 3.15, all with one wheel
	@tools/setup matrix
	@$(PYTHON) tools/matrix.py

wheel: ## the wheel that is released, for every system since glibc 2.28: made, tagged, tested on all Pythons and on Debian 11
	@tools/setup matrix
	@$(PYTHON) tools/old_system.py
	@$(PYTHON) tools/matrix.py all

aarch64: ## AArch64, cross-built, under qemu: aarch64-unit, the wheel, and on it a tenth of the differential tests (ALL=1: all)
	@tools/setup aarch64
	@$(PYTHON) tools/aarch64.py

aarch64-unit: setup ## the tests in C, cross-built for AArch64, under qemu
	@$(PYTHON) tools/aarch64.py unit

asan: setup ## the tests under AddressSanitizer and UndefinedBehaviorSanitizer
	@$(PYTHON) tools/asan.py $(T)

tsan: setup ## the tests of threads under ThreadSanitizer
	@$(PYTHON) tools/tsan.py

soak: setup ## a million callbacks made, called and dropped in threads; a hundred exits of each kind while threads fail
	@UPCALL_CYCLES=1000000 $(PYTHON) tools/run_tests.py lifetime/
	@UPCALL_EXITS=100 $(PYTHON) tools/run_tests.py failures/

lint: ## compilers' warnings, formatting, types, include worlds, what the libraries link to
	@tools/setup lint
	@$(PYTHON) tools/install.py
	@$(PYTHON) tools/lint.py

bench: build ## figures against clang -O3, Numba and CPython, in one run
	@$(PYTHON) bench/run.py

bench-wheel: build ## the wheel in build/dist against this build, in one run
	@$(PYTHON) bench/run.py --wheel --peers clang,upcall

clean: ## remove the build directories (.venv stays)
	rm -rf build
