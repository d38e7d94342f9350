"""How a study is born, and opened again."""

import shutil
import tempfile
from pathlib import Path

from toolkit.errors import CannotWrite, reason_of
from toolkit.model.change import Change
from toolkit.model.people import StudySheet
from toolkit.study.book import DATABASE, Study

FOLDERS = ("guides", "sources", "notebooks", "outputs", "backups")


def new_study(folder: str | Path, *, title: str = "", coder: str = "") -> "Study":
    """Create a study in ``folder`` and open it.

    The folder is made whole beside its place, then renamed: a failure leaves nothing behind.
    Raises ``CannotWrite`` when the folder exists and is not empty, or cannot be written.
    """
    from toolkit.store.store import Store

    place = Path(folder).absolute()
    try:
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise CannotWrite(place, "exists")
        place.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".carnet-", dir=place.parent))
    except OSError as error:
        raise _cannot_write(place, error) from error
    try:
        for name in FOLDERS:
            (made / name).mkdir()
        (made / ".gitignore").write_text(GITIGNORE, encoding="utf-8")
        store = Store(made / DATABASE, create=True)
        store.write(Change.adding(StudySheet(title=title), verb="new study"), coder=coder)
        store.close()
        made.chmod(0o755)
        if place.exists():
            place.rmdir()
        made.rename(place)
    except OSError as error:
        shutil.rmtree(made, ignore_errors=True)
        raise _cannot_write(place, error) from error
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return open_study(place, coder=coder)


GITIGNORE = """# Textes et réponses des personnes : jamais dans git.
study.db*
sources/
outputs/
backups/
"""


def open_study(folder: str | Path = ".", *, coder: str | None = None) -> "Study":
    """Open the study of ``folder`` (or of its ``study.db``).

    Parameters
    ----------
    coder
        Id of the person at work, written beside each action; by default ``CARNET_CODER``, or the only intern of
        the study.

    Raises ``NotAStudy``, ``DamagedStudy``, ``NewerStudy``, ``StudyLocked`` or ``CannotWrite``.
    """
    from toolkit.store.store import Store

    path = Path(folder).absolute()
    if path.name != DATABASE:
        path = path / DATABASE
    study = Study(Store(path), coder=coder)
    if _quiet(study):
        study._snapshot()
    return study


def _quiet(study: Study) -> bool:
    """Finish a redaction that was interrupted; tell whether no other window is erasing at this moment."""
    from toolkit.store.redaction import is_pending

    if not is_pending(study._store):
        return True
    from toolkit.study.redacting import resume

    return resume(study)


def _cannot_write(path: Path, error: OSError) -> OSError:
    if isinstance(error, CannotWrite):
        return CannotWrite(path, error.reason)
    return CannotWrite(path, reason_of(error))
