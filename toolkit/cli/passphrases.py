"""Ask for a passphrase without showing it; ``CARNET_PASSPHRASE_FILE`` answers for a program."""

import sys

from toolkit.errors import Refused
from toolkit.i18n import _


def of_coffre(*, twice: bool = False) -> str:
    """Return the passphrase of the coffre."""
    return _asked(
        _("Passphrase of the coffre: "), _("The passphrase of the coffre can only be typed in a terminal."), twice
    )


def of_coffre_anew() -> str:
    """Return the new passphrase of the coffre, typed twice; ``CARNET_NEW_PASSPHRASE_FILE`` answers for a program."""
    return _asked(
        _("New passphrase of the coffre: "),
        _("The passphrase of the coffre can only be typed in a terminal."),
        True,
        variable="CARNET_NEW_PASSPHRASE_FILE",
    )


def of_page(*, twice: bool = False) -> str:
    """Return the passphrase of a review page."""
    return _asked(
        _("Passphrase of the page:") + " ", _("The passphrase of the page can only be typed in a terminal."), twice
    )


def of_pack(*, twice: bool = False) -> str:
    """Return the passphrase of a pack."""
    return _asked(
        _("Passphrase of the pack:") + " ", _("The passphrase of the pack can only be typed in a terminal."), twice
    )


def _asked(question: str, unable: str, twice: bool, *, variable: str = "CARNET_PASSPHRASE_FILE") -> str:
    """Return what the file named by ``variable`` holds, else what is typed, unseen, once or twice."""
    from toolkit.transcripts.coffre_files import passphrase_from_file

    known = passphrase_from_file(variable)
    if known is not None:
        return known
    if not sys.stdin.isatty():
        raise Refused(unable, _("Run this in a terminal, or name a file in {variable}.", variable=variable))
    import getpass

    given = getpass.getpass(question)
    if twice and getpass.getpass(_("Once more: ")) != given:
        raise Refused(_("The two passphrases differ."), _("Run this again; nothing was written."))
    return given
