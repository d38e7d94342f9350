"""The habits of the house, where a machine can look at them."""

import ast
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tokenize
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted(path for path in (ROOT / "toolkit").rglob("*.py") if "__pycache__" not in path.parts)
ROOMS = ("guides", "transcripts", "coding", "review", "counting", "feedback")
HEAVY = frozenset(
    {
        "IPython",
        "anywidget",
        "babel",
        "cryptography",
        "docx",
        "jinja2",
        "jupyterlab",
        "lxml",
        "markdown_it",
        "matplotlib",
    }
    | {
        "networkx",
        "nltk",
        "numpy",
        "odfdo",
        "pandas",
        "python_calamine",
        "regex",
        "rich",
        "ruamel",
        "scipy",
        "simplemma",
        "spacy",
    }
    | {"sqlalchemy", "sqlite3", "typer", "xlsxwriter"}
)


def tracked() -> list[Path]:
    """The files of the project that hold text: those that git follows, or would follow."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("needs git and a clone: an unpacked archive does not say which files are the project's")
    said = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = [ROOT / name for name in said.stdout.decode("utf-8").split("\0") if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:8192]]


def test_no_module_grows_past_420_lines():
    long = {}
    for path in MODULES:
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > 420:
            long[str(path.relative_to(ROOT))] = lines

    assert long == {}, "a module that nears 400 lines is usually two ideas: name the second one"


def test_no_module_promises_to_be_finished_later():
    later = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    found = []

    for path in MODULES:
        with tokenize.open(path) as file:
            for token in tokenize.generate_tokens(file.readline):
                if token.type in {tokenize.COMMENT, tokenize.STRING} and later.search(token.string):
                    found.append(f"{path.relative_to(ROOT)}:{token.start[0]}")

    assert found == []


def test_no_function_is_left_empty_outside_of_protocols():
    empty = []

    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        protocols = {
            function
            for found in ast.walk(tree)
            if isinstance(found, ast.ClassDef) and any("Protocol" in ast.unparse(base) for base in found.bases)
            for function in found.body
        }
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) or function in protocols:
                continue
            if any("overload" in ast.unparse(decorator) for decorator in function.decorator_list):
                continue
            body = function.body[1:] if ast.get_docstring(function) else function.body
            idle = all(
                isinstance(line, ast.Pass)
                or (isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant))
                or (isinstance(line, ast.Raise) and "NotImplementedError" in ast.unparse(line))
                for line in body
            )
            if idle:
                empty.append(f"{path.relative_to(ROOT)}:{function.lineno} {function.name}")

    assert empty == []


def test_no_file_names_a_registry_or_a_place_of_one_machine():
    hosts = "|".join(
        [r"pypi\.org", r"pythonhosted", r"registry\.npm", r"deb\.debian", r"conda\.anaconda", r"proxy\.golang"]
    )
    homes = "|".join([r"/work/(main|shared)\b", r"/root/", r"/home/\w+/", r"/Users/\w+/", r"[A-Z]:\\Users\\\w+"])
    forbidden = re.compile(f"{hosts}|{homes}")
    found = []

    for path in tracked():
        if path == Path(__file__).resolve():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").split("\n"), 1):
            if (match := forbidden.search(line)) is not None:
                found.append(f"{path.relative_to(ROOT)}:{number} {match[0]}")

    assert found == []


def test_every_text_file_is_utf8_with_plain_line_ends():
    wrong = []
    for path in tracked():
        # Test material is allowed to be strange: that is what it is for.
        if path.is_relative_to(ROOT / "tests") and path.suffix != ".py":
            continue
        raw = path.read_bytes()
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError:
            wrong.append(f"{path.relative_to(ROOT)}: not UTF-8")
        if b"\r\n" in raw:
            wrong.append(f"{path.relative_to(ROOT)}: Windows line ends")

    assert wrong == []


def test_versions_are_pinned_by_name_and_number_alone():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split("\n")
    pins = [line for line in lines if line and not line.startswith("#")]

    assert len(pins) > 50
    assert [pin for pin in pins if not re.fullmatch(r"[a-z0-9][a-z0-9.-]*==[0-9][\w.]*", pin)] == []


def test_versions_pinned_are_those_that_the_project_accepts():
    import tomllib

    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split("\n")
    pins = dict(line.split("==") for line in lines if "==" in line and not line.startswith("#"))
    wanted = [Requirement(text) for text in [*project["dependencies"], *extras["fr"], *extras["dev"]]]

    assert [str(one) for one in wanted if canonicalize_name(one.name) not in pins] == []
    assert [str(one) for one in wanted if not one.specifier.contains(pins[canonicalize_name(one.name)])] == []


@pytest.mark.parametrize("name", ["README.md", "LISEZMOI.md"])
def test_the_readme_opens_with_the_two_commands_then_windows_and_conda(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    opening = "\n".join(text.split("\n")[:45])

    assert opening.index("make demo") < opening.index("make test") < opening.index("PowerShell")
    assert "Anaconda Prompt" in opening
    assert "environment.yml" in opening


@pytest.mark.parametrize("name", ["README.md", "LISEZMOI.md"])
def test_the_readme_names_the_six_rooms_in_the_order_of_the_work(name):
    rows = re.findall(r"^\|[^|]*`(\w+)`[^|]*\|(.+)\|$", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE)

    assert [room for room, _what in rows][:6] == list(ROOMS)
    assert all(len(what.split()) >= 8 for _room, what in rows[:6]), "say what each room does"


@pytest.mark.parametrize("name", ["README.md", "LISEZMOI.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_what_the_documents_point_to_exists(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text) if "://" not in link]

    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("name", ["README.md", "LISEZMOI.md"])
def test_each_command_in_the_documents_exists(name):
    from toolkit.cli.app import command

    known = command().commands
    # In code only: `carnet names E01.docx`, or a line of a block; « carnet » alone in prose is the notebook.
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"^```\w*\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL))
    named = re.findall(r"`carnet ([a-z][a-z-]*)(?: (check|draft|build|export|import))?", text)
    named += re.findall(
        r"^(?:.*[/\\])?carnet ([a-z][a-z-]*)(?: (check|draft|build|export|import))?", blocks, re.MULTILINE
    )
    unknown = []

    for verb, under in named:
        command = known.get(verb)
        group = getattr(command, "commands", None)
        if command is None or (group is not None and under and under not in group):
            unknown.append(f"carnet {verb} {under}".strip())

    assert named
    assert unknown == []


def test_each_target_of_make_in_the_documents_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    named = set()
    for name in ("README.md", "LISEZMOI.md", "CONTRIBUTING.md"):
        named |= set(re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))

    assert {"demo", "test", "bench", "lab", "catalogue", "clean", "help"} <= targets
    assert {"demo", "test"} <= named <= targets


def test_the_changelog_speaks_of_the_version_that_is_here():
    from toolkit import __version__

    headings = re.findall(r"^## \[?([^\]\s]+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert __version__ in headings or headings[0] in {"Unreleased", "À"}


def test_notebooks_are_kept_without_what_they_printed():
    kept = []

    for path in tracked():
        if path.suffix != ".ipynb":
            continue
        for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"], 1):
            if cell["cell_type"] == "code" and (cell["outputs"] or cell["execution_count"]):
                kept.append(f"{path.relative_to(ROOT)}, cell {number}")

    assert kept == []


def loaded_by(statement: str, tmp_path: Path) -> set[str]:
    """The top names of ``sys.modules`` once a fresh interpreter has run ``statement``."""
    code = f"{statement}\nimport sys\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "COV_"))}
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=env,
        check=True,
    )
    return set(done.stdout.split("\n")[-2].split())


def test_importing_toolkit_loads_nothing_heavy(tmp_path):
    heavy = loaded_by("import toolkit", tmp_path) & HEAVY

    assert heavy == set()


@pytest.mark.parametrize("room", [*ROOMS, "model", "study", "formats", "language", "web", "errors"])
def test_importing_a_room_loads_nothing_heavy(room, tmp_path):
    heavy = loaded_by(f"import toolkit.{room}", tmp_path) & HEAVY

    assert heavy == set()


def test_the_names_that_toolkit_promises_are_there(tmp_path):
    loaded_by(
        "import toolkit\nfor name in toolkit.__all__: assert getattr(toolkit, name) is not None, name", tmp_path
    )


def test_carnet_version_and_help_load_no_data_library(tmp_path):
    version = loaded_by("from toolkit.cli import main\nmain(['--version'])", tmp_path)
    help_ = loaded_by("from toolkit.cli import main\nmain(['--help'])", tmp_path)

    assert version & HEAVY == set()
    assert help_ & (HEAVY - {"typer", "rich", "markdown_it"}) == set()


def test_the_drawing_of_imports_holds():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as run; run()",
            "--no-cache",
            "--no-logo",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    "module",
    [
        path.relative_to(ROOT).with_suffix("").as_posix().removesuffix("/__init__").replace("/", ".")
        for path in MODULES
        if ">>> " in path.read_text(encoding="utf-8")
    ],
)
def test_the_examples_in_the_docstrings_run(module):
    import doctest
    from importlib import import_module

    done = doctest.testmod(import_module(module), optionflags=doctest.ELLIPSIS)

    assert done.attempted > 0
    assert done.failed == 0


@pytest.mark.slow
def test_the_drawing_of_imports_refuses_a_line_that_goes_up(tmp_path):
    shutil.copytree(ROOT / "toolkit", tmp_path / "toolkit", ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    line, drawing = "The rooms form a line", "Imports go down the drawing"
    desk, book, sql, nouns = (
        "No room knows the study",
        "The study knows no room",
        "Only the store knows SQL",
        "The nouns need",
    )
    faults = {
        "toolkit/guides/__init__.py": ("import toolkit.feedback", line),
        "toolkit/counting/__init__.py": ("def f() -> None:\n    import toolkit.study", desk),
        "toolkit/model/text.py": ("import pandas", nouns),
        "toolkit/coding/__init__.py": ("import sqlite3", sql),
        "toolkit/store/__init__.py": ("import toolkit.formats", drawing),
        "toolkit/i18n/__init__.py": ("import toolkit.model", drawing),
        "toolkit/study/__init__.py": ("import toolkit.guides", book),
        "toolkit/review/__init__.py": ("import matplotlib", "Figures are drawn"),
    }
    silent = []

    for name, (added, contract) in faults.items():
        path = tmp_path / name
        before = path.read_text(encoding="utf-8")
        path.write_text(f"{before}\n{added}\n", encoding="utf-8")
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                "from importlinter.cli import lint_imports_command as run; run()",
                "--no-cache",
                "--no-logo",
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(tmp_path)},
            check=False,
        )
        path.write_text(before, encoding="utf-8")
        if done.returncode == 0 or not re.search(f"^{contract}.* BROKEN", done.stdout, re.MULTILINE):
            silent.append(f"{name}: {added}\n{done.stdout}{done.stderr}")

    assert silent == []


@pytest.mark.slow
def test_the_wheel_carries_the_guides_the_notebooks_and_the_examples(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr

    with zipfile.ZipFile(next(tmp_path.glob("carnet-*.whl"))) as wheel:
        names = set(wheel.namelist())
        points = (
            io.BytesIO(wheel.read(next(name for name in names if name.endswith("entry_points.txt")))).read().decode()
        )

    for folder in ("interview_guides", "notebooks", "examples"):
        mine = {path.relative_to(ROOT).as_posix() for path in tracked() if path.is_relative_to(ROOT / folder)}
        assert mine
        assert {f"toolkit/shipped/{name}" for name in mine} <= names
    assert {"toolkit/py.typed", "toolkit/i18n/fr/carnet.mo", "toolkit/__init__.py"} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/")) or "__pycache__" in name]
    assert "carnet = toolkit.cli:main" in points
