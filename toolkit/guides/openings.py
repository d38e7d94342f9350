"""The sentences of a draft, by ground: openings that every public shares, one for each kind of public, probes.

French sentences to choose from and to rework, written to be said aloud: one question at a time, no word of the
researcher, nothing taken for granted (« s'il y en a », « ou bien »), no ending that would agree with « vous ».
``{de}``, ``{à}`` and ``{objet}`` stand for what people do talk about (« de l'IA »); ``{lieu}`` for where they do it.
"""

from dataclasses import dataclass
from typing import Final

Typed = tuple[str, str]
"""A probe: its kind, its words."""
_HEARING: Final = "Quand vous entendez parler {de}, à quoi pensez-vous ?"
ECHO: Final[Typed] = ("echo", "Vous dites « … » : qu’est-ce que cela veut dire pour vous ?")


@dataclass(frozen=True, slots=True)
class Ground:
    """A theme as it can be opened: for everybody (``core``), for one kind of public, in a group."""

    title: str
    aim: str
    core: tuple[str, str]
    probes: tuple[Typed, Typed, Typed]
    professional: str
    volunteer: str
    official: str
    user: str
    member: str
    group: str
    with_object: tuple[tuple[str, str], ...] = ()
    """The first opening when something can be named, by the kind of thing it is."""
    once: tuple[Typed, Typed, Typed] | None = None
    """Its probes then, when it asks for one time (« la dernière fois »)."""

    def of(self, kind: str) -> str:
        """Return the opening for one kind of public."""
        return str(getattr(self, kind))


OPENINGS: Final[dict[str, Ground]] = {
    "begin": Ground(
        "Les débuts",
        "faire raconter comment tout a commencé, avant toute question précise",
        ("Racontez-moi comment les choses ont commencé pour vous.",
            "Racontez-moi une rencontre qui a compté, au début."),
        (
            ("chronology", "Et juste après, que s’est-il passé ?"),
            ("example", "Racontez-moi le tout premier jour."),
            ("deepening", "Qu’est-ce qui a fait que vous avez continué, ou arrêté ?"),
        ),
        "Racontez-moi vos premières semaines {lieu}.",
        "Racontez-moi la première fois que vous avez donné un coup de main.",
        "Racontez-moi la première fois que l’on vous a parlé de ce sujet.",
        "Avant tout cela, comment les choses se passaient-elles pour vous ?",
        "Racontez-moi ce qui s’est passé entre la première idée et la première rencontre.",
        "Racontez comment les choses ont commencé, chacun à votre manière.",
        (
            ("tool", "Racontez-moi la première fois que vous avez eu affaire {à}."),
            ("place", "Racontez-moi la première fois que vous avez passé du temps {à}."),
        ),
        (
            ("chronology", "Et juste après, que s’est-il passé ?"),
            ("example", "Décrivez-moi ce moment, dans le détail."),
            ("deepening", "Qu’est-ce qui a fait que vous avez continué, ou arrêté ?"),
        ),
    ),
    "practice": Ground(
        "Au jour le jour",
        "décrire des journées et des gestes précis, avant tout avis",
        ("Racontez-moi une journée récente, du début à la fin.", ("Comment se passe, d’habitude, une semaine pour "
            "vous ?")),
        (
            ("chronology", "Par quoi avez-vous commencé, ce jour-là ?"),
            ("example", "Décrivez-moi un moment de cette journée, dans le détail."),
            ("contrast", "Racontez-moi, au contraire, une journée bien différente."),
        ),
        "Décrivez-moi, dans l’ordre, ce que vous faites un jour ordinaire.",
        "Racontez-moi votre dernière semaine de bénévole.",
        "Racontez-moi la dernière réunion où ce sujet a été abordé.",
        "Qu’est-ce qui vous occupe le plus, en ce moment ?",
        "Racontez-moi la dernière chose que vous avez faite avec d’autres.",
        "Comment se passe une journée ordinaire, pour chacun de vous ?",
        (
            ("tool", "Racontez-moi la dernière fois que vous avez eu affaire {à}."),
            ("place", "Racontez-moi la dernière fois que vous avez passé du temps {à}."),
            ("activity", "Racontez-moi une journée récente où {objet} {a} pris de la place."),
        ),
        (
            ("chronology", "Par quoi cela a-t-il commencé ?"),
            ("example", "Décrivez-moi un moment, dans le détail."),
            ("contrast", "Racontez-moi, au contraire, une fois bien différente."),
        ),
    ),
    "learn": Ground(
        "Apprendre, s’y mettre",
        "comprendre d’où viennent les façons de faire",
        ("Racontez-moi une chose que vous avez apprise en chemin.", "Racontez-moi une fois où vous avez tâtonné."),
        (
            ("example", "Racontez-moi le moment où vous l’avez apprise."),
            ("contrast", "Qu’est-ce qui vient d’une formation, du terrain, de la vie ?"),
            ECHO,
        ),
        "Comment avez-vous appris ce que vous faites aujourd’hui ?",
        "Comment avez-vous appris ce que vous faites aujourd’hui ?",
        "Sur quoi vous appuyez-vous pour vous faire une idée ?",
        "Racontez-moi comment on vous a montré, si quelqu’un l’a fait.",
        "Racontez-moi comment on vous a montré, si quelqu’un l’a fait.",
        "Racontez une chose que vous avez apprise les uns des autres.",
        (("tool", "Comment avez-vous appris à vous servir {de} ?"),),
        (
            ("example", "Racontez-moi une fois où vous avez tâtonné."),
            ("contrast", "Et au contraire, qu’est-ce que vous avez trouvé sans qu’on vous le montre ?"),
            ECHO,
        ),
    ),
    "decide": Ground(
        "Choisir",
        "suivre un choix réel, avec ses étapes",
        ("Racontez-moi un choix récent qui a compté, depuis le début.", ("Quand une décision se prend à plusieurs, "
            "comment cela se passe-t-il ?")),
        (
            ("chronology", "Que s’est-il passé entre l’idée et la décision ?"),
            ("contrast", "Racontez-moi, au contraire, un choix que d’autres ont fait à votre place."),
            ("deepening", "À quoi avez-vous fait attention ?"),
        ),
        "Racontez-moi un moment où deux manières de faire étaient possibles.",
        "Racontez-moi une décision que vous avez vue prendre {lieu}.",
        "Racontez-moi la dernière décision prise sur ce sujet, étape par étape.",
        "Racontez-moi un moment où l’on vous a demandé votre avis, ou bien où l’on a décidé sans vous.",
        "Racontez-moi une décision que vous avez prise avec d’autres.",
        "Quand une décision se prend à plusieurs, comment cela se passe-t-il ?",
        (("tool", "Racontez-moi une fois où vous avez choisi entre {objet} et une autre manière de faire."),),
    ),
    "others": Ground(
        "Faire avec les autres",
        "décrire des liens à partir de scènes, sans nommer personne",
        ("Racontez-moi un moment où il a fallu vous accorder avec d’autres.",
            "Avec qui parlez-vous le plus souvent de tout cela ?"),
        (
            ("example", "Que faisait chacun, ce jour-là ?"),
            ("contrast", "Racontez-moi, au contraire, un moment où l’accord n’est pas venu."),
            ("clarification", "Quand vous dites « nous », de qui parlez-vous ?"),
        ),
        "Comment se passe une réunion d’équipe, pour vous, du début à la fin ?",
        "Comment se répartit ce qu’il y a à faire, {lieu} ?",
        "Racontez-moi une rencontre récente avec des personnes que ce sujet touche.",
        "Racontez-moi un échange récent qui vous a été utile, ou bien inutile.",
        "Comment se répartit ce qu’il y a à faire, entre vous ?",
        "Racontez un moment où il a fallu s’accorder avec d’autres.",
        (("tool", "Racontez-moi qui fait quoi, d’habitude, autour {de}."),),
        (
            ("example", "Racontez-moi la dernière fois."),
            ("contrast", "Qu’est-ce qui change d’une fois à l’autre ?"),
            ("clarification", "Quand vous dites « nous », de qui parlez-vous ?"),
        ),
    ),
    "organise": Ground(
        "Se réunir, s’organiser",
        "comprendre comment on s’y prend à plusieurs",
        (
            "Racontez-moi une réunion qui vous est restée en mémoire, en bien ou en mal.",
            "Quand il faut agir à plusieurs, par quoi commence-t-on ?",
        ),
        (
            ("chronology", "Comment s’est-elle terminée ?"),
            ("example", "Racontez-moi un moment où quelqu’un a pris la parole."),
            ("contrast", "Racontez-moi, au contraire, une réunion qui s’est passée autrement."),
        ),
        "Racontez-moi une situation que vous avez suivie avec d’autres, hors de votre équipe.",
        "Racontez-moi la dernière réunion {lieu}.",
        "Racontez-moi ce qui a été fait sur ce sujet, depuis le début.",
        "Comment se prennent les décisions qui vous touchent, d’après ce que vous voyez ?",
        "Racontez-moi comment les uns et les autres se sont trouvés.",
        "Racontez une réunion restée en mémoire, en bien ou en mal.",
    ),
    "hand_on": Ground(
        "Passer le relais",
        "suivre ce qui passe d’une personne à une autre, ou se perd",
        ("Racontez-moi comment une tâche est passée d’une personne à une autre.",
            "Quand quelqu’un s’en va, que se passe-t-il ?"),
        (
            ("chronology", "Que s’est-il passé les semaines d’après ?"),
            ("example", "Donnez-moi un exemple de ce qui s’est gardé, ou perdu."),
            ("contrast", "Racontez-moi une autre fois, qui s’est passée autrement."),
        ),
        "Racontez-moi le départ d’un ou d’une collègue, vu de votre place.",
        "Racontez-moi ce que l’on vous a confié à vos débuts.",
        "Racontez-moi la dernière passation que vous avez suivie.",
        "Comment cela se passait-il avant, d’après ce que vous savez ?",
        "Racontez-moi ce que l’on vous a confié à vos débuts.",
        "Quand quelqu’un s’en va, que se passe-t-il ?",
    ),
    "tell": Ground(
        "Parler de soi",
        "repérer ce qui se dit, ce qui se garde, et devant qui",
        (
            "Quand vous rencontrez une nouvelle personne, comment vous présentez-vous ?",
            "Racontez-moi une fois où vous avez préféré garder quelque chose pour vous.",
        ),
        (
            ("example", "Racontez-moi la dernière fois que cela s’est présenté."),
            ("contrast", "À qui le dites-vous autrement ?"),
            ECHO,
        ),
        "Comment parlez-vous de votre travail à vos proches ?",
        "Comment parlez-vous à vos proches de ce que vous faites ?",
        "Comment présentez-vous ce sujet à des personnes qui le découvrent ?",
        "Comment parlez-vous de tout cela à vos proches ?",
        "Comment parlez-vous à vos proches de ce que vous faites ?",
        "Comment parlez-vous de tout cela à des personnes qui le découvrent ?",
    ),
    "speak": Ground(
        "Dire, ou se taire",
        "retrouver des moments où la personne a parlé, ou gardé le silence, sans juger l’un ni l’autre",
        (
            "Racontez-moi un moment où vous avez dit ce que vous pensiez, ou bien gardé le silence.",
            "Racontez-moi la dernière fois que vous avez eu quelque chose à demander.",
        ),
        (
            ("chronology", "Que s’est-il passé ensuite ?"),
            ("deepening", "Qu’aviez-vous en tête, à ce moment-là ?"),
            ("contrast", "Racontez-moi une autre fois, qui s’est passée autrement."),
        ),
        "Quand quelque chose vous gêne dans votre travail, que faites-vous ?",
        "Quand quelque chose vous gêne {lieu}, que faites-vous ?",
        "Racontez-moi une fois où quelqu’un est venu vous parler de ce sujet.",
        "Quand quelque chose vous gêne, que faites-vous ?",
        "Quand quelque chose vous gêne dans le groupe, que faites-vous ?",
        "Racontez un moment où quelqu’un a dit ce qu’il pensait, ou bien a gardé le silence.",
    ),
    "views": Ground(
        "Ce que l’on en dit",
        "recueillir les mots et les attentes de la personne",
        (
            "Quand vous pensez à tout cela, qu’est-ce qui vous vient d’abord ?",
            "Qu’est-ce qui compte le plus pour vous, dans ce dont nous parlons ?",
        ),
        (
            ("clarification", "Que voulez-vous dire par là ?"),
            ("example", "À quel moment précis pensez-vous ?"),
            ("contrast", "Que disent de différent d’autres personnes, autour de vous ?"),
        ),
        "Qu’est-ce qu’un travail bien fait, pour vous ?",
        "Que disent vos proches du temps que vous y passez ?",
        "Que vous disent, à ce sujet, les personnes que vous rencontrez ?",
        "Que diriez-vous à quelqu’un qui découvre tout cela ?",
        "Qu’attendez-vous des autres, dans ce que vous faites ensemble ?",
        "Sur quels points vos avis diffèrent-ils ?",
        tuple((sort, _HEARING) for sort in ("tool", "activity", "place", "topic")),
    ),
    "change": Ground(
        "Ce qui change, ce qui reste",
        "situer les changements dans le temps, sans en supposer",
        (
            "Qu’est-ce qui a changé pour vous, ou non, ces dernières années ?",
            "Racontez-moi un avant et un après, s’il y en a eu.",
        ),
        (
            ("chronology", "Comment était-ce, avant ?"),
            ("example", "Racontez-moi le moment où cela s’est vu."),
            ("contrast", "Qu’est-ce qui est resté pareil ?"),
        ),
        "Racontez-moi une chose que vous faites autrement qu’avant, s’il y en a une.",
        "Racontez-moi une chose que vous faites autrement qu’avant, s’il y en a une.",
        "Qu’avez-vous vu changer, ou durer, depuis que vous suivez ce sujet ?",
        "Qu’est-ce qui vous prend plus de temps qu’avant, ou moins ?",
        "Racontez-moi une chose que vous faites autrement qu’avant, s’il y en a une.",
        "Qu’est-ce qui a changé, ou non, ces dernières années ?",
        (("tool", "Qu’est-ce qui a changé pour vous, ou non, avec {objet} ?"),),
    ),
    "worth": Ground(
        "Compter pour les autres",
        "chercher des signes précis d’estime ou d’oubli",
        (
            "Racontez-moi un moment où votre avis a pesé, ou bien est passé inaperçu.",
            "Racontez-moi un merci que vous avez gardé en tête, s’il y en a un.",
        ),
        (
            ("example", "Racontez-moi ce que l’on vous a dit, mot pour mot."),
            ("deepening", "À quoi l’avez-vous vu ?"),
            ("contrast", "Qu’est-ce qui change selon la personne en face de vous ?"),
        ),
        "À quoi voyez-vous la valeur que l’on donne à ce que vous faites ?",
        "À quoi voyez-vous la valeur que l’on donne à ce que vous faites ?",
        "Que faites-vous, concrètement, quand quelqu’un donne beaucoup de son temps ?",
        "Racontez-moi un moment où l’on a pris le temps de vous écouter, ou bien où le temps a manqué.",
        "À quoi voyez-vous la valeur que l’on donne à ce que vous faites ?",
        "À quoi voyez-vous que ce que vous faites compte, ou non, pour les autres ?",
    ),
    "trust": Ground(
        "Faire confiance",
        "approcher la confiance par ses moments et par ses signes",
        (
            "Racontez-moi un moment où vous avez fait confiance, ou bien hésité à le faire.",
            "À qui vous fiez-vous quand vous avez un doute ?",
        ),
        (
            ("deepening", "À quoi avez-vous fait attention, à ce moment-là ?"),
            ("chronology", "Que s’est-il passé ensuite ?"),
            ("contrast", "Qu’est-ce qui change selon la personne en face de vous ?"),
        ),
        "À quoi voyez-vous qu’une personne vous fait confiance, ou non ?",
        "À quoi voyez-vous qu’une personne vous fait confiance, ou non ?",
        "À quoi voyez-vous qu’une personne vous fait confiance, ou non ?",
        "À quoi voyez-vous que vous pouvez parler librement, ou non ?",
        "À quoi voyez-vous qu’une personne vous fait confiance, ou non ?",
        "Qu’est-ce qui fait que l’on parle librement, ou non ?",
    ),
    "help": Ground(
        "Ce qui aide, ce qui manque",
        "connaître les appuis dont la personne dispose, et ceux qu’elle cherche",
        (
            "Racontez-moi un moment où vous avez reçu de l’aide, ou bien où elle a manqué.",
            "Qu’est-ce qui vous aide, d’une semaine à l’autre ?",
        ),
        (
            ("chronology", "Que s’est-il passé ensuite ?"),
            ("deepening", "Qu’est-ce qui vous a été le plus utile ?"),
            ("contrast", "Racontez-moi une autre fois, qui s’est passée autrement."),
        ),
        "De quoi avez-vous besoin pour bien faire votre travail ?",
        "De quoi avez-vous besoin pour continuer, ou pour souffler ?",
        "Qu’est-ce qui a été essayé jusqu’ici, à votre connaissance ?",
        "Vers qui vous tournez-vous quand quelque chose coince ?",
        "De quoi avez-vous besoin pour avancer ?",
        "Qu’est-ce qui vous aide, d’une semaine à l’autre ?",
    ),
    "values": Ground(
        "Ce à quoi l’on tient",
        "faire dire les limites et les désaccords à partir de cas vécus",
        (
            "Racontez-moi un moment où vous avez hésité sur la bonne chose à faire.",
            "Racontez-moi une fois où vous avez dit non.",
        ),
        (
            ("deepening", "Qu’est-ce qui était en jeu, pour vous ?"),
            ("chronology", "Comment cela s’est-il fini ?"),
            ("contrast", "Qu’en disaient les autres, autour de vous ?"),
        ),
        "Quand vos avis diffèrent, de quoi discutez-vous ?",
        "Quand vos avis diffèrent, de quoi discutez-vous ?",
        "Quand deux priorités s’opposent, que se passe-t-il ?",
        "Qu’est-ce qui vous met à l’aise, ou mal à l’aise, dans tout cela ?",
        "Quand vos avis diffèrent, de quoi discutez-vous ?",
        "Quand les avis diffèrent, de quoi discute-t-on ?",
    ),
    "hard": Ground(
        "Ce qui coince",
        "recueillir des difficultés racontées, loin de tout reproche",
        (
            "Racontez-moi une fois où les choses se sont passées autrement que prévu.",
            "Qu’est-ce qui vous prend du temps sans se voir ?",
        ),
        (
            ("chronology", "À quel moment l’avez-vous vu venir ?"),
            ("deepening", "Qu’avez-vous fait, à ce moment-là ?"),
            ("contrast", "Racontez-moi, au contraire, une fois où tout a bien marché."),
        ),
        "Racontez-moi une journée qui vous a pesé, s’il y en a eu une.",
        "Racontez-moi une semaine où il y avait trop à faire, s’il y en a eu une.",
        "Racontez-moi une difficulté que vous avez découverte en cours de route.",
        "Qu’est-ce qui rend les choses plus simples, ou plus compliquées, pour vous ?",
        "Racontez-moi un moment où plus rien n’avançait.",
        "Racontez une fois où les choses se sont passées autrement que prévu.",
    ),
    "away": Ground(
        "Prendre part, ou prendre de la distance",
        "accueillir l’absence, le retrait ou le refus sans en faire un reproche",
        (
            "Racontez-moi une occasion de prendre part à quelque chose, que vous l’ayez saisie ou laissée passer.",
            "Racontez-moi un moment où vous avez pris de la distance, ou bien pensé à le faire.",
        ),
        (
            ("chronology", "Et depuis, que s’est-il passé ?"),
            ("deepening", "Qu’aviez-vous d’autre à faire, ou en tête, à ce moment-là ?"),
            ("contrast", "Racontez-moi une autre occasion, qui s’est passée autrement."),
        ),
        "Quand quelqu’un s’éloigne, que se passe-t-il {lieu} ?",
        "Quand quelqu’un s’éloigne, que se passe-t-il {lieu} ?",
        "Quelles personnes voyez-vous peu, ou jamais ?",
        "Quand une réunion est annoncée près de chez vous, que se passe-t-il pour vous ?",
        "Quand quelqu’un cesse de venir, que se passe-t-il ?",
        "Quand une occasion de prendre part se présente, que se passe-t-il pour vous ?",
    ),
}  # fmt: skip
