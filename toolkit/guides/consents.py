"""What is said before an interview: the seven elements of an informed agreement, in words fit for each public."""

from typing import Final

from toolkit.guides.publics import PublicKind
from toolkit.guides.structure import GROUPS
from toolkit.model.guide import Method

_FREE: Final = {
    "professional": "Rien de ce que vous direz n’est transmis à votre responsable ni à vos collègues.",
    "independent": "Rien de ce que vous direz n’est transmis à vos clients, à vos partenaires ni à vos confrères.",
    "volunteer": "Rien de ce que vous direz n’est transmis aux dirigeants ni aux autres bénévoles.",
    "official": "Je vous interroge sur ce que vous faites et avez vu, non sur des positions officielles.",
    "user": "Répondre ou non ne change rien à l’aide, aux soins ou à l’accueil que vous recevez.",
    "member": "Rien de ce que vous direz n’est transmis aux autres membres.",
}
_NO_MATTER: Final = "Répondre ou non ne change rien pour vous ni pour vos proches."
_NAMES: Final = {
    "professional": (
        "Entre collègues, un pseudonyme ne suffit pas toujours : vous choisissez donc ce qui peut être cité."
    ),
    "independent": (
        "Dans un métier où l’on se connaît, un pseudonyme ne suffit pas toujours : vous choisissez donc "
        "ce qui peut être cité."
    ),
    "volunteer": (
        "Ici, tout le monde se connaît, et un pseudonyme ne suffit pas toujours : vous choisissez donc "
        "ce qui peut être cité."
    ),
    "official": (
        "Votre fonction peut suffire à vous faire reconnaître : nous choisirons ensemble comment elle sera écrite."
    ),
    "user": "Vous choisissez aussi ce qui peut être cité, et ce qui ne peut pas l’être.",
    "member": (
        "Dans un petit groupe, un pseudonyme ne suffit pas toujours : vous choisissez donc ce qui peut être cité."
    ),
}
_AIM: Final = "Je fais cette étude dans le cadre d’un stage de master."
_CONTACT: Final = (
    "Vous pouvez retirer votre témoignage plus tard, en entier ou en partie. Pour toute question, "
    "contactez-moi à l’adresse "
    "écrite sur la fiche que je vous laisse. Elle donne aussi l’adresse de la personne chargée de la "
    "protection des données."
)
_KEPT: Final = (
    "L’enregistrement sera supprimé à la fin du stage. Le texte sans les noms sera conservé jusqu’à "
    "la date écrite sur la "
    "fiche, puis détruit."
)
_SENSITIVE: Final = (
    "Nous parlerons peut-être de votre santé ou de moments difficiles. Vous n’en dites que ce que "
    "vous voulez, et je vous "
    "demande un accord écrit pour garder ces paroles dans l’étude."
)
MINOR: Final = """{aim}

Tu n’es pas obligé de répondre : c’est volontaire. Tu peux refuser une question, ou arrêter quand tu veux, sans dire pourquoi. Ce que tu dis ne change rien à tes notes ni à la façon dont on s’occupe de toi.

Un de tes parents, ou la personne qui s’occupe de toi, a donné son accord par écrit. Ton accord à toi compte autant.

Je voudrais enregistrer ta voix, pour ne rien oublier. Si tu préfères, j’écris seulement.

Personne ne saura que c’est toi : je mettrai un autre nom, c’est confidentiel. Une seule exception : si tu me dis que tu es en danger, j’en parlerai avec toi, puis avec un adulte qui peut t’aider.

Tu peux changer d’avis après, et je retirerai ce que tu as dit. Toi ou tes parents pouvez me joindre à l’adresse écrite sur la fiche.

L’enregistrement sera effacé à la fin du stage."""  # noqa: E501


def consent_for(kind: PublicKind, method: Method, *, subject: str, sensitive: bool = False) -> str:
    """Return what to read aloud before beginning, one paragraph a matter.

    Parameters
    ----------
    kind
        The kind of public: what may weigh on its freedom to answer is said.
    method
        In a group, members promise each other discretion; traces and observation have their own sentence.
    subject
        What the study is about, after « sur », in words of every day.
    sensitive
        Whether health or other sensitive data may come up: a written agreement is announced.
    """
    if kind == "minor" and method in GROUPS:
        alone = consent_for(kind, "semi-structured", subject=subject)
        return f"{alone}\n\nCe qui se dit ici reste entre nous : on ne le répète pas dehors."
    if kind == "minor":
        return MINOR.format(
            aim=(
                "Je suis en stage, et je fais une étude. Le but est de comprendre ce que tu vis et ce que tu "
                f"penses sur {subject}."
            )
        )
    free = _FREE[kind] if kind != "user" or sensitive else _NO_MATTER
    aim = f"{_AIM} Elle porte sur {subject} et vise à comprendre ce que vous vivez et ce que vous en dites."
    if method == "observation":
        return "\n\n".join(
            [aim, *_OBSERVED, _CONTACT.replace("votre témoignage", "ce qui vous concerne"), _KEPT_NOTES]
        )
    parts = [aim]
    if method in GROUPS:
        parts.append(
            "Votre participation est volontaire. Vous pouvez refuser de répondre ou quitter la séance à tout "
            "moment, sans avoir "
            "à vous expliquer. Chacun parle à son tour, et aucun avis n’est meilleur qu’un autre. " + free
        )
        parts.append(
            "Acceptez-vous que la séance soit enregistrée ? L’enregistrement sert à retranscrire vos paroles "
            "exactes. Si une seule "
            "personne le demande, nous prendrons seulement des notes."
        )
        parts.append(
            "Ce qui se dit ici reste entre nous : je vous demande de ne pas le répéter au dehors. Je ne peux "
            "pas le promettre à la "
            "place des autres ; dites donc seulement ce que vous acceptez de dire devant tout le monde. Vos "
            "noms n’apparaîtront nulle "
            "part : des pseudonymes seront utilisés, c’est confidentiel."
        )
    else:
        parts.append(
            "Votre participation est volontaire. Vous pouvez refuser de répondre à une question, demander une "
            "pause ou arrêter "
            "l’entretien à tout moment, sans avoir à vous expliquer. " + free
        )
        parts.append(
            "Acceptez-vous que l’entretien soit enregistré ? L’enregistrement sert à retranscrire vos paroles "
            "exactes. Si vous "
            "préférez, je prends seulement des notes."
        )
        parts.append(
            "Votre nom n’apparaîtra nulle part : un pseudonyme sera utilisé pour vous, pour les autres "
            "personnes et pour les "
            "lieux. " + _NAMES[kind]
        )
        if method == "self-confrontation":
            parts.append(
                "Nous regarderons ensemble des traces de votre activité. Vous les avez choisies ou acceptées ; "
                "elles ne sont montrées à "
                "personne d’autre sans votre accord écrit."
            )
    if sensitive:
        parts.append(_SENSITIVE)
    return "\n\n".join([*parts, _CONTACT, _KEPT])


_OBSERVED: Final = (
    "J’observe pendant quelques heures, avec l’accord des personnes présentes. C’est volontaire : "
    "vous pouvez refuser d’être "
    "dans mes notes, ou me demander de sortir, sans avoir à vous expliquer.",
    "Il n’y a ni enregistrement ni photographie : je prends des notes à la main.",
    "Vos noms n’apparaîtront nulle part : des pseudonymes seront utilisés, c’est confidentiel.",
)
_KEPT_NOTES: Final = "Mes notes sans les noms seront conservées jusqu’à la date écrite sur la fiche, puis détruites."
