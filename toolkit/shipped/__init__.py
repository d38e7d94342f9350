"""Where the guides, notebooks and examples that travel with Carnet lie: in the wheel, or in the repository."""

from pathlib import Path
from typing import Literal

from toolkit.errors import ToolkitError
from toolkit.i18n import _


def folder(name: Literal["interview_guides", "notebooks", "examples"]) -> Path:
    """Return the folder that ships with Carnet; raise ``ToolkitError`` when the installation lacks it."""
    here = Path(__file__).parent
    for place in (here / name, here.parent.parent / name):
        if place.is_dir():
            return place
    raise ToolkitError(
        _("The folder “{name}” did not come with this installation.", name=name),
        _("Install Carnet again: pip install --force-reinstall carnet"),
    )
