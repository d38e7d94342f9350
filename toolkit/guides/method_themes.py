"""The themes of the methods whose order their authors set: explicitation, traces, groups, observation, co-analysis.

Vermersch (explicitation), Theureau (self-confrontation), Krueger and Casey (focus groups): see the methods brief, B2.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from toolkit.guides.objects import Thing
from toolkit.guides.openings import ECHO, OPENINGS, Typed
from toolkit.model import Probe, Question, Theme

Covers = tuple[str, ...]
SITUATED: Final = ("practice", "learn", "decide", "others", "hard", "trust", "change", "values", "help", "speak")
"""The grounds that a moment lived again can light: what is done, not what is thought of it."""


_CALM: Final = "Si vous en êtes d’accord, prenez le temps de laisser revenir"


def question(id: str, text: str, covers: Covers = (), probes: Sequence[Typed] = ()) -> Question:
    """Return a question with its probes, each a pair (kind, words)."""
    return Question(id, text, covers, tuple(Probe(words, kind) for kind, words in probes))  # type: ignore[arg-type]


def explicitation(covers: Covers, thing: Thing | None) -> tuple[Theme, ...]:
    """One moment, found again, unrolled in the present, then what surrounds it."""
    about = f" où vous avez eu affaire {thing.slots()['à']}" if thing and thing.sort == "tool" else ""
    return (
        Theme("A", "Choisir un moment", "obtenir l’accord, puis un seul moment, daté et vécu", (
            question("A1", f"{_CALM} un moment précis{about}.", covers, (
                ("clarification", "Quel moment vous revient ?"),
                ("chronology", "Quand était-ce, à peu près ?"),
            )),
        )),
        Theme("B", "Y revenir", "s’assurer que la personne revoit la scène avant de parler de l’action", (
            question("B1", "Vous y êtes : qu’est-ce qui est là, autour de vous ?", covers, (
                ("deepening", "Qu’est-ce que vous entendez ?"),
                ("clarification", "Où êtes-vous, dans la pièce ?"),
            )),
        )),
        Theme("C", "Dérouler l’action", "suivre ce que fait la personne, geste après geste, au présent", (
            question("C1", "Par quoi commencez-vous ?", covers, (
                ("chronology", "Et juste après, que faites-vous ?"),
                ("deepening", "Comment vous y prenez-vous ?"),
            )),
            question("C2", "À quoi faites-vous attention, à ce moment-là ?", covers, (
                ("clarification", "Quand vous dites « … », que faites-vous exactement ?"),
                ("deepening", "À quoi le reconnaissez-vous ?"),
            )),
            question("C3", "Comment savez-vous que c’est terminé ?", covers, (
                ("chronology", "Et là, que se passe-t-il ?"),
                ECHO,
            )),
        )),
        Theme("D", "Autour de l’action", "recueillir le but, le contexte et le jugement, une fois l’action dite", (
            question("D1", "Qu’est-ce que vous cherchez à faire, à ce moment-là ?", covers, (
                ("deepening", "Qu’est-ce qui vous le fait dire ?"),
                ("contrast", "Une autre fois, qu’est-ce qui était différent ?"),
            )),
        )),
    )  # fmt: skip


def self_confrontation(covers: Covers) -> tuple[Theme, ...]:
    """Traces of one's own activity, shown, stopped, commented on by the person who acted."""
    return (
        Theme("A", "Se remettre dans la situation", ("laisser la personne retrouver le moment par la trace T1 "
            "(image, note, écran)"), (
            question("A1", "[T1] Dites-moi ce qui se passe ici, au présent.", covers, (
                ("chronology", "Que s’est-il passé juste avant ?"),
                ("clarification", "Qu’est-ce que c’est, là ?"),
            )),
        )),
        Theme("B", "Arrêts sur la trace", ("faire dire l’action au moment où elle se fait ; la personne arrête la "
            "trace quand elle veut"), (
            question("B1", "[T1] Là, que faites-vous ?", covers, (
                ("deepening", "Là, à quoi faites-vous attention ?"),
                ("chronology", "Et ensuite ?"),
            )),
            question("B2", "[T2] Là, qu’attendez-vous ?", covers, (
                ("deepening", "Qu’est-ce qui vous surprend, s’il y a une surprise ?"),
                ("clarification", "Sur quoi vous appuyez-vous pour le savoir ?"),
            )),
            question("B3", "[T3] Là, qu’est-ce qui vous préoccupe ?", covers, (
                ("chronology", "Comment cela vous est-il venu ?"),
                ECHO,
            )),
        )),
        Theme("C", "Mettre en regard", "comparer des moments, sans évaluer la personne", (
            question("C1", "[T2, T3] Qu’est-ce qui change d’un moment à l’autre ?", covers, (
                ("contrast", "Qu’est-ce qui reste pareil ?"),
                ("example", "Montrez-moi l’endroit où cela se voit."),
            )),
        )),
    )  # fmt: skip


def observation(covers: Covers) -> tuple[Theme, ...]:
    """A grid: what is seen and heard, column by column, and what is made of it, kept apart."""
    rows = (
        ("A", "Lieu et moment", "planter le décor, avant les personnes",
         ("Lieu, plan à main levée, place de l’observateur", "Heure de début et de fin, durée de chaque épisode")),
        ("B", "Personnes", "savoir qui est là sans noter de nom",
         ("Personnes présentes, par leur rôle (P1, P2…), arrivées et départs",
          "Places, distances, qui se tient près de qui")),
        ("C", "Actions", "décrire des gestes avec des verbes d’action, sans adjectif",
         ("Actions, dans l’ordre, avec l’heure", "Gestes qui se répètent, attentes, interruptions")),
        ("D", "Objets et traces", "noter ce qui sert, ce qui circule, ce qui reste",
         ("Objets, papiers et écrans utilisés, par qui", "Traces laissées à la fin")),
        ("E", "Paroles", "garder les mots exacts, entre guillemets",
         ("Paroles entendues mot pour mot, avec leur heure", "Silences, rires, changements de ton")),
        ("F", "Interprétation, dans une colonne à part", "séparer ce qui est vu de ce qui en est pensé",
         ("Ce que j’en comprends, avec l’heure de ce qui le fait dire",
          "Ce qui m’a échappé, et ce que ma présence a pu changer")),
    )  # fmt: skip
    return tuple(
        Theme(id, title, aim, tuple(question(f"{id}{rank}", text, covers) for rank, text in enumerate(texts, 1)))
        for id, title, aim, texts in rows
    )


def co_analysis(covers: Covers) -> tuple[Theme, ...]:
    """Approved extracts, read alone, in pairs, together; each decision is written with the disagreements."""
    return (
        Theme("A", "Accueil et règles", "rappeler d’où viennent les extraits ; 10 minutes", (
            question("A1", "Qu’est-ce qu’il vous faut pour parler librement, aujourd’hui ?", covers),
        )),
        Theme("B", "Lire, chacun pour soi", "une carte par extrait approuvé et sans nom ; 15 minutes", (
            question("B1", "Voici des extraits : qu’est-ce que cela vous dit ?", covers, (
                ("example", "Soulignez les mots qui vous arrêtent."),
                ("clarification", "Donnez un titre à cet extrait."),
            )),
        )),
        Theme("C", "À deux", "comparer deux lectures du même extrait ; 20 minutes", (
            question("C1", "Sur quels points vos lectures diffèrent-elles ?", covers, (
                ("deepening", "Quels mots de l’extrait vous le font dire ?"),
                ("contrast", "Quel extrait dit autre chose ?"),
            )),
        )),
        Theme("D", "En commun", "ranger les cartes, nommer les paquets avec les mots du groupe ; 30 minutes", (
            question("D1", "Rangez ces extraits en paquets, à votre idée.", covers, (
                ("clarification", "Quel nom le groupe donne-t-il à ce paquet ?"),
                ("contrast", "Quel extrait reste à part ?"),
            )),
        )),
        Theme("E", "Décider, et garder les désaccords", ("écrire ce qui est proposé, accepté, refusé, et par "
            "combien de voix ; 15 minutes"), (
            question("E1", "Que gardons-nous de ce travail ?", covers, (
                ("contrast", "Quel désaccord faut-il écrire tel quel ?"),
            )),
        )),
    )  # fmt: skip


_IN_GROUP: Final[tuple[tuple[Typed, Typed], ...]] = (
    (("contrast", "Qui a vécu les choses autrement ?"), ("example", "Qui peut en donner un exemple ?")),
    (
        ("deepening", "Dites-en un peu plus."),
        ("contrast", "Qu’en pensent celles et ceux qui n’ont pas encore parlé ?"),
    ),
    (
        ("echo", "Quelqu’un a dit « … » : qu’est-ce que cela veut dire pour vous ?"),
        ("chronology", "Et ensuite, que s’est-il passé ?"),
    ),
)


def focus_group(
    served: Mapping[str, Covers], thing: Thing | None, *, team: bool = False, paid: bool = True
) -> tuple[Theme, ...]:
    """Introductory, transition, key and ending questions (Krueger and Casey); with ``team``, a group that exists."""
    every = tuple(dict.fromkeys(id for ids in served.values() for id in ids))
    first = served.get("practice", every[:1]) if team else every[:1]
    words = (
        "Comment travaillez-vous ensemble, un jour ordinaire ?"
        if team and paid
        else "Comment se répartit, d’habitude, ce qu’il y a à faire entre vous ?"
        if team
        else f"Quand vous entendez parler {thing.slots()['de']}, à quoi pensez-vous ?"
        if thing
        else "Quand on vous parle de ce qui nous réunit aujourd’hui, qu’est-ce qui vous vient d’abord ?"
    )
    themes = [
        Theme("A", "Entrer en matière", "faire parler chacun, sur ce qu’il connaît", (
            question("A1", words, first, (
                ("example", "Racontez un moment précis."),
                ("clarification", "Que voulez-vous dire par là ?"),
            )),
        )),
    ]  # fmt: skip
    # A team has just told its ordinary day.
    grounds = [ground for ground in served if not (team and ground == "practice" and len(served) > 1)]
    for id, ground in zip("BCDEF", grounds, strict=False):
        found = OPENINGS[ground]
        themes.append(
            Theme(id, found.title, _group_aim(found.aim), (
                question(f"{id}1", _said_in_group(ground, thing), served[ground], _IN_GROUP[ord(id) % 3]),
            ))
        )  # fmt: skip
    return tuple(themes)


def _said_in_group(ground: str, thing: Thing | None) -> str:
    if ground == "practice" and thing:
        return f"Racontez la dernière fois qu’il a été question {thing.slots()['de']} autour de vous."
    return OPENINGS[ground].group


def _group_aim(aim: str) -> str:
    return aim.replace(
        "recueillir les mots et les attentes de la personne", "recueillir les mots et les attentes de chacun"
    )
