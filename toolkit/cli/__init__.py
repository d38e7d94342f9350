"""The command ``carnet``: the same verbs as in Python, one sentence when something is wrong.

Nothing is imported here beyond what ``carnet --version`` needs.
"""

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run ``carnet``; return 0 done, 1 found problems, 2 could not run."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments in (["--version"], ["-V"]):
        from toolkit import __version__

        print(f"carnet {__version__}")
        return 0
    from toolkit.cli.run import run

    return run(arguments)
