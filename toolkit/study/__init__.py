"""The study: what remembers. Open it, do changes, undo them, read its shelves.

``study`` knows the store and the nouns, and no room: a room is handed the study as a ``Desk``.
"""

from toolkit.study.births import FOLDERS, new_study, open_study
from toolkit.study.book import DATABASE, Study
from toolkit.study.differences import Differences
from toolkit.study.history import History, Step
from toolkit.study.shelves import Shelf

__all__ = ["DATABASE", "FOLDERS", "Differences", "History", "Shelf", "Step", "Study", "new_study", "open_study"]
