"""What the finder makes of the oral set, with the reason of each miss: ``python tests/transcripts/oral_report.py``.

It writes ``oral/MISSES.md``, which a test compares with what the finder does today.
"""

from functools import cache

from oral_set import FOLDER, Missed, Report, load, score

from toolkit.transcripts.names import find_names

MISSES = FOLDER / "MISSES.md"

_BY_TAGS = (
    ({"ordinaire", "capitales"}, "nom d'organisation fait de mots ordinaires, dans une ligne toute en capitales"),
    ({"ordinaire", "minuscules"}, "nom d'organisation fait de mots ordinaires, sans capitale ni rien qui l'annonce"),
    ({"ordinaire", "faute"}, "nom d'organisation fait de mots ordinaires, dans un texte sans orthographe"),
    ({"homographe", "minuscules"}, "prénom qui est aussi un mot, sans capitale, là où le mot se lirait"),
    ({"homographe", "faute"}, "prénom qui est aussi un mot, dans un texte sans orthographe"),
    ({"minuscules", "lieux"}, "commune qui est aussi un mot, tapée sans capitale"),
    ({"lieux", "capitales"}, "nom de lieu qui est aussi un mot, dans une ligne toute en capitales"),
    ({"capitales"}, "nom qui est aussi un mot, dans une ligne toute en capitales"),
    ({"ordinaire"}, "nom d'organisation fait d'un mot ordinaire, au début d'une phrase ou d'une citation"),
    ({"homographe"}, "nom qui est aussi un mot, au début d'une phrase"),
    ({"minuscules"}, "nom tapé sans capitale, là où un mot se lirait"),
)  # fmt: skip


def reason(missed: Missed) -> str:
    """Return why a name is missed, as far as the phenomena of its extract tell."""
    tags = set(missed.tags)
    return next((why for needed, why in _BY_TAGS if needed <= tags), "forme que rien n'annonce")


@cache
def report(*, spacy: bool) -> Report:
    """Return the score of the finder on the set, each extract alone."""
    return score(
        {
            extract.id: [(one.start, one.end, one.type) for one in find_names(extract.text, spacy=spacy)]
            for extract in load()
        }
    )


def misses() -> str:
    """Return the text of ``MISSES.md``: the score, then every missed name with its reason."""
    lines = [
        "# Ce que l'outil ne trouve pas dans le jeu d'essai",
        "",
        "Écrit par `python tests/transcripts/oral_report.py` ; un test vérifie que cette page dit l'état présent.",
        "Première mesure, avant tout travail sur ces extraits : personnes 0,937, lieux 0,938, organisations 0,600,",
        "identifiants 0,846, fausses alertes 0,18 par extrait. Les extraits ont servi depuis à lire les manques par",
        "phénomène : sur d'autres textes, comptez moins.",
    ]  # fmt: skip
    for title, spacy in (("Avec le modèle de français", True), ("Sans le modèle", False)):
        found = report(spacy=spacy)
        lines += ["", f"## {title}", ""]
        lines += ["| Groupe | Rappel | Trouvés | Sur |", "|---|---|---|---|"]
        for name, group in found.groups.items():
            lines.append(f"| {name} | {group.recall:.3f} | {group.covered} | {group.spans} |")
        lines += ["", f"Fausses alertes : {found.false_per_extract:.2f} par extrait.", ""]
        lines += [f"- {one.id} · {one.type} · « {one.text} » : {reason(one)}." for one in found.missed]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    MISSES.write_text(misses(), encoding="utf-8", newline="\n")
