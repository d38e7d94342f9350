"""Why something was taken for a name, in words: what the person who reviews the list reads beside it."""

from typing import Final

from toolkit.i18n import N_, said

_SAID: Final = {
    "roster": N_("already in the table of names"),
    "naming words": N_("comes after words that announce a name"),
    "civility": N_("comes after a civility"),
    "label": N_("speaks in the transcript"),
    "first name": N_("is a first name"),
    "known place": N_("is a known place"),
    "organisation word": N_("comes with a word for an organisation"),
    "people of": N_("is a family, or somebody’s home"),
    "initials": N_("is made of initials"),
    "spelled": N_("is spelled letter by letter"),
    "nickname": N_("looks like a nickname"),
    "place word": N_("comes after a word for a place"),
    "place number": N_("is a department or a district, by its number"),
    "French model": N_("was seen by the French model"),
    "capital": N_("has a capital in the middle of a sentence"),
    "unknown word": N_("is in no dictionary"),
    "seen elsewhere": N_("was seen as a name elsewhere in the study"),
    "mail": N_("has the shape of a mail address"),
    "dictated mail": N_("is a mail address said aloud"),
    "telephone": N_("has the shape of a telephone number"),
    "dictated telephone": N_("is a telephone number said aloud"),
    "web address": N_("has the shape of a web address"),
    "account": N_("has the shape of an account name"),
    "bank account": N_("has the shape of a bank account"),
    "social security number": N_("has the shape of a social security number"),
    "date": N_("is a full date"),
    "birth": N_("is a date of birth, of death or of marriage"),
    "address": N_("has the shape of an address"),
    "street": N_("has the shape of a street"),
    "postcode": N_("holds a postcode"),
    "postcode alone": N_("is a postcode"),
    "number": N_("has the shape of a file number"),
    "dictated number": N_("is a file number said aloud"),
    "number plate": N_("has the shape of a number plate"),
}


def why_said(why: str) -> str:
    """Return the reason of a candidate (``Candidate.why``) in the language of the screen; nothing when unknown.

    >>> bool(why_said("civility")), why_said("")
    (True, '')
    """
    return said(_SAID.get(why, ""))
