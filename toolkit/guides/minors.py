"""The themes of a draft for children: « tu », short, scenes before opinions, half an hour."""

from toolkit.guides.method_themes import question
from toolkit.model import Theme


def themes(covers: tuple[str, ...], where: str = "") -> tuple[Theme, ...]:
    """Return three short themes, said to a child; every research question is served, to be sorted by hand."""
    echo = ("echo", "Tu dis « … » : qu’est-ce que ça veut dire pour toi ?")
    return (
        Theme("A", "Une journée", "partir d’une journée que l’enfant raconte ou dessine ; deux ouvertures au choix", (
            question("A8", f"Raconte-moi ta journée d’hier{where and f' {where}'}, du début à la fin.", covers, (
                ("chronology", "Et après ?"),
                ("example", "Raconte-moi le moment que tu as préféré."),
            )),
            question("A9", "Dessine-moi un moment de cette journée, puis raconte-moi ton dessin.", covers, (
                ("clarification", "Qui est-ce, là, sans dire son nom ?"),
            )),
        )),
        Theme("B", "Avec les autres", "faire raconter ce qui se passe avec les autres enfants et les adultes", (
            question("B8", "Raconte-moi un bon moment avec les autres.", covers, (
                ("contrast", "Raconte-moi un moment plus difficile."),
                ("chronology", "Et ensuite, que s’est-il passé ?"),
            )),
        )),
        Theme("C", "Ce que tu en penses", "laisser dire, sans bonne ni mauvaise réponse", (
            question("C8", "Dans cette journée, qu’est-ce qui compte le plus pour toi ?", covers, (
                echo,
                ("example", "Raconte-moi un moment où tu y as pensé."),
            )),
        )),
    )  # fmt: skip
