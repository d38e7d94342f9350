"""``python -m toolkit.cli``: the command, where the folder of ``carnet`` is not on the path of the system."""

import sys

from toolkit.cli import main

sys.exit(main())
