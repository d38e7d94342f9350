"""People at their own account: no employer, no team, no place where others put them to work."""

from typing import Final

from toolkit.guides.openings import OPENINGS

_THEIRS: Final[dict[str, str]] = {
    "begin": "Racontez-moi vos premiers mois à votre compte.",
    "others": "Racontez-moi une fois où vous avez demandé un coup de main, ou bien fait sans.",
    "organise": "Racontez-moi une situation que vous avez suivie avec d’autres personnes du métier.",
    "hand_on": "Quand vous vous arrêtez quelques jours, que se passe-t-il ?",
    "help": "Vers qui vous tournez-vous quand quelque chose coince ?",
    "values": "Quand les avis diffèrent, dans le métier, de quoi discute-t-on ?",
    "away": "Quand quelqu’un quitte le métier, que se passe-t-il autour de vous ?",
}


def opening_for(ground: str, kind: str) -> str:
    """Return the opening of a ground for one kind of public; who works alone is asked as other workers, or apart."""
    if kind == "independent":
        return _THEIRS.get(ground, OPENINGS[ground].professional)
    return OPENINGS[ground].of(kind)
