"""What every draft holds besides its themes: the first invitation, the closing, the background items, the lists."""

from typing import Final

from toolkit.guides.publics import PublicKind
from toolkit.guides.structure import GROUPS
from toolkit.model import Question
from toolkit.model.guide import Method

INVITATION: Final[dict[str, str]] = {
    "professional": "J’aimerais que vous me racontiez votre travail, dans l’ordre qui vous vient.",
    "independent": "J’aimerais que vous me racontiez votre métier, dans l’ordre qui vous vient.",
    "volunteer": "J’aimerais que vous me racontiez votre vie de bénévole, dans l’ordre qui vous vient.",
    "official": "J’aimerais que vous me racontiez comment ce sujet vous est arrivé, dans l’ordre qui vous vient.",
    "user": "J’aimerais que vous me racontiez comment cela se passe pour vous, dans l’ordre qui vous vient.",
    "member": "J’aimerais que vous me racontiez ce que vous faites avec les autres, dans l’ordre qui vous vient.",
    "minor": "J’aimerais que tu me racontes une journée, comme tu veux, en commençant par où tu veux.",
}
LIFE: Final[dict[str, str]] = {
    "professional": "jusqu’à votre travail d’aujourd’hui",
    "independent": "jusqu’à votre métier d’aujourd’hui",
    "volunteer": "jusqu’à votre vie de bénévole d’aujourd’hui",
    "official": "jusqu’à vos fonctions d’aujourd’hui",
    "user": "jusqu’à aujourd’hui",
    "member": "jusqu’à ce que vous faites aujourd’hui avec les autres",
}
ROUND: Final[dict[str, str]] = {
    "focus group": (
        "Commençons par un tour de table : choisissez un prénom pour aujourd’hui, puis racontez en une minute "
        "ce qui vous amène."
    ),
    "collective": (
        "Commençons par un tour de table : que chacun raconte en une minute ce qu’il fait dans l’équipe, "
        "dans l’ordre qui lui vient."
    ),
}
_AGE: Final = ("Tranche d’âge", "situer ce qui est raconté par rapport aux âges de la vie.")
_ITEMS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "professional": (
        _AGE,
        ("Métier et statut (emploi, temps de travail)", "comparer selon les conditions de travail."),
        ("Ancienneté dans ce poste", "distinguer les débuts des années suivantes."),
        ("Type de lieu de travail", "rapporter les récits aux lieux."),
    ),
    "independent": (
        _AGE,
        (
            "Métier, et façon de l’exercer (seul, en famille, avec d’autres)",
            "comparer selon les conditions de travail.",
        ),
        ("Ancienneté à son compte", "distinguer les débuts des années suivantes."),
        ("Type de commune ou de quartier", "rapporter les récits aux lieux."),
    ),
    "volunteer": (
        _AGE,
        ("Heures données par semaine, à peu près", "comparer selon le temps donné."),
        ("Ancienneté dans le bénévolat", "distinguer les débuts des années suivantes."),
        ("Activité hors du bénévolat (emploi, études, retraite)", "comprendre le temps dont chacun dispose."),
    ),
    "official": (
        ("Fonction, telle qu’elle sera écrite", "décider ensemble de ce qui peut être reconnu."),
        ("Ancienneté dans cette fonction", "distinguer les débuts des années suivantes."),
    ),
    "user": (
        _AGE,
        ("Activité (emploi, études, retraite, autre)", "comprendre l’emploi du temps de chacun."),
        ("Type de commune ou de quartier", "rapporter les récits aux lieux."),
    ),
    "member": (
        _AGE,
        ("Rôle dans le groupe ou dans le projet", "comparer selon la place tenue."),
        ("Ancienneté", "distinguer les débuts des années suivantes."),
        ("Activité principale (emploi, études, retraite)", "comprendre le temps dont chacun dispose."),
    ),
    "minor": (("Classe", "situer ce qui est raconté par rapport à l’âge."),),
}
DIARY: Final = (
    "Lieu, heure, personnes présentes ou de passage, interruptions.",
    "Ce que la voix, les mains et les silences ont dit.",
    "Questions posées, laissées de côté, improvisées.",
    "Mots de la personne à garder tels quels.",
    "Ce qui m’a surpris ou gêné, à reprendre avec l’encadrement.",
)
CHECKLIST: Final = (
    "Enregistreur essayé, piles chargées, carnet et deux stylos.",
    "Lettre d’information et accord écrit, en deux exemplaires.",
    "Lieu calme, choisi par la personne ; heure de fin convenue.",
    "Fiche des personnes à appeler en cas de besoin, remise à la fin.",
    "Fichier audio rangé le soir même dans le coffre, puis effacé de l’appareil.",
)
SPHERES: Final = (
    (
        "Sphères à garder en tête, sans les montrer : famille, logement, travail, école, santé, argent, "
        "croyances, amitiés."
    ),
    "Se taire, et compter jusqu’à dix avant de relancer.",
    "Date d’une seconde rencontre proposée, texte de la première apporté.",
)
PARENTS: Final = "Accord écrit d’un parent ou de la personne responsable, reçu avant la rencontre."


def closing(method: Method, kind: PublicKind) -> tuple[Question, ...]:
    """Return the last questions: what was forgotten, how to give an account of the study."""
    if kind == "minor" and method != "observation":
        words = "Qu’est-ce que vous voudriez ajouter ?" if method in GROUPS else "Qu’est-ce que tu voudrais ajouter ?"
        return (Question("Z1", words),)
    if method == "observation":
        return ()
    if method in ("focus group", "collective", "co-analysis"):
        return (
            Question("Z1", "De tout ce qui a été dit, qu’est-ce qui compte le plus pour vous ?"),
            Question("Z2", "Sous quelle forme souhaitez-vous que je vous rende compte de ce travail ?"),
        )
    return (
        Question("Z1", "Qu’auriez-vous envie d’ajouter, que mes questions ont laissé de côté ?"),
        Question("Z2", "Sous quelle forme souhaitez-vous que je vous rende compte de ce travail ?"),
    )


def items(method: Method, kind: PublicKind) -> tuple[Question, ...]:
    """Return the *talon sociologique*: only what serves, each with its reason."""
    if method in ("observation", "co-analysis"):
        return ()
    return tuple(Question(f"T{rank}", text, why=why) for rank, (text, why) in enumerate(_ITEMS[kind], 1))
