"""The themes of a draft for minors: « tu », short, scenes before opinions, half an hour; only children draw."""

from collections.abc import Mapping, Sequence
from typing import Final

from toolkit.guides.method_themes import question
from toolkit.model import Theme

ALONE: Final = ("semi-structured", "life story", "explicitation", "self-confrontation")
"""The methods by which one minor is met alone."""
Covers = tuple[str, ...]
_LIT: Final = {
    "A": ("begin", "practice", "learn", "decide", "change", "hand_on"),
    "B": ("others", "organise", "tell", "speak", "trust", "help", "away"),
    "C": ("views", "worth", "values", "hard"),
}
"""The grounds that each theme lights: a day, the others, what one makes of it."""


def themes(
    served: Mapping[str, Mapping[str, Sequence[str]]], where: str = "", *, adolescent: bool = False
) -> tuple[Theme, ...]:
    """Return three short themes, each serving the research questions of its own grounds.

    ``served`` gives the grounds of each theme of a draft, and the research questions that lead to each of them.
    """
    lit: dict[str, Covers] = {
        letter: tuple(dict.fromkeys(id for held in served.values() for one in grounds for id in held.get(one, ())))
        for letter, grounds in _LIT.items()
    }
    # A day is told to everybody: it serves what no other theme lights.
    lit["A"] = tuple(id for id in lit["A"] if id not in (*lit["B"], *lit["C"]))
    speech = tuple(id for held in served.values() for id in held.get("speak", ()))
    told = "Raconte-moi une fois où tu as dit ce que tu pensais, ou bien gardé le silence."
    spoke = (question("B10", told, speech),) if speech else ()
    echo = ("echo", "Tu dis « … » : qu’est-ce que ça veut dire pour toi ?")
    second = (
        question("A10", "Qu’est-ce qui change, d’un jour à l’autre de la semaine ?", lit["A"], (
            ("example", "Raconte-moi une fois précise."),
        ))
        if adolescent
        else question("A9", "Dessine-moi un moment de cette journée.", lit["A"], (
            ("deepening", "Raconte-moi ton dessin."),
            ("clarification", "Qui est-ce, là, sans dire son nom ?"),
        ))
    )  # fmt: skip
    how = "partir d’une journée racontée" if adolescent else "partir d’une journée que l’enfant raconte ou dessine"
    others = "les autres jeunes" if adolescent else "les autres enfants"
    return (
        Theme("A", "Une journée", f"{how} ; deux ouvertures au choix", (
            question("A8", f"Raconte-moi ta journée d’hier{where and f' {where}'}, du début à la fin.", lit["A"], (
                ("chronology", "Et après ?"),
                ("example", "Raconte-moi le moment que tu as préféré."),
            )),
            second,
        )),
        Theme("B", "Avec les autres", f"faire raconter ce qui se passe avec {others} et les adultes", (
            question("B8", "Raconte-moi un bon moment avec les autres.", lit["B"], (
                ("contrast", "Raconte-moi un moment plus difficile."),
                ("chronology", "Et ensuite, que s’est-il passé ?"),
            )),
            *spoke,
        )),
        Theme("C", "Ce que tu en penses", "laisser dire, sans bonne ni mauvaise réponse", (
            question("C8", "Dans cette journée, qu’est-ce qui compte le plus pour toi ?", lit["C"], (
                echo,
                ("example", "Raconte-moi un moment où tu y as pensé."),
            )),
        )),
    )  # fmt: skip
