"""The people whom an offer names, and the stance that each kind of people calls for in a guide."""

import re
from collections.abc import Iterator
from typing import Final, Literal

from toolkit.model import fold

PublicKind = Literal["professional", "independent", "volunteer", "official", "user", "minor", "member"]

_E: Final = (
    r"(?:[.·•/(-]?(?:e?s?|ne?s?|trices?|rices?|ices?|euses?|eres?|ieres?|elles?|ves?|ses?|le?s?)\)?[.·•/]?s?)?"
)
"""An inclusive ending: « usagers/ères », « chargé·e·s », « militant.es »."""
_PEOPLE: Final[tuple[tuple[PublicKind, str, str], ...]] = (
    ("user", "non-participants", rf"non-?\s?participants?{_E}"),
    ("user", "publics éloignés", r"publics? eloignes?|populations? (?:les plus )?(?:vulnerables?|eloignees?)"),
    ("professional", "travailleurs pairs", rf"travailleurs?{_E} pairs?{_E}"),
    ("professional", "travailleurs pairs", rf"pairs?-aidants?{_E}|aidants?-pairs?"),
    ("independent", "médecins libéraux", r"medecins? libera(?:ux|les?|l)"),
    ("independent", "infirmières libérales", rf"infirmi(?:eres?|ers?){_E} libera(?:ux|les?|l)"),
    ("independent", "professionnels libéraux", rf"professionnel{_E} libera(?:ux|les?|l)|professions liberales"),
    ("independent", "auto-entrepreneurs", rf"(?:auto|micro)-?\s?entrepreneu(?:rs?|ses?){_E}"),
    ("independent", "indépendants", rf"(?:travailleu(?:rs?|ses?){_E} )?independant{_E}s?(?<=s)|freelances?"),
    ("professional", "médecins généralistes", rf"(?:medecins? )generalistes?{_E}"),
    ("professional", "médecins", r"medecins?(?! generalistes?| traitants?)"),
    ("professional", "infirmières et infirmiers", rf"infirmi(?:eres?|ers?){_E}"),
    ("professional", "aides-soignants", rf"aides?-soignant{_E}"),
    ("professional", "aides à domicile", r"aides? (?:a|au) domicile|auxiliaires? de vie"),
    ("professional", "soignants", rf"(?<!devenir des )(?<!devenir )soignants?{_E}"),
    ("professional", "pharmaciens", rf"pharmacien{_E}"),
    ("professional", "travailleurs sociaux", (rf"travailleurs?{_E} socia(?:ux|les?)|intervenants?{_E} socia(?:ux"
            r"|les?)")),
    ("professional", "éducateurs", rf"educat(?:eurs?|rices?){_E}"),
    ("professional", "enseignants", rf"enseignants?{_E}(?!-?cherche)|professeur{_E}(?: des ecoles)?"),
    ("professional", "animateurs", rf"animat(?:eurs?|rices?){_E}(?: du periscolaire)?"),
    ("professional", "agents de restauration", r"agents? de (?:la )?restauration"),
    ("professional", "cuisiniers", rf"cuisini(?:ers?|eres?){_E}"),
    ("professional", "agents", r"agents?(?! de| d')(?: (?:municipaux|territoriaux|publics))?"),
    ("independent", "agriculteurs", (r"exploitants? agricoles?|paysan(?:s|nes?)|"
                                     rf"agricult(?:eurs?|rices?){_E}|eleveu(?:rs?|ses?){_E}|maraich(?:ers?"
                                     rf"|eres?){_E}")),
    ("independent", "viticulteurs", rf"viticult(?:eurs?|rices?){_E}|vigneron{_E}"),
    ("professional", "saisonniers", rf"saisonni(?:ers?|eres?){_E}"),
    ("professional", "chauffeurs", rf"(?:chauffeu(?:rs?|ses?)|conduct(?:eurs?|rices?)){_E}(?: routiers?| de bus)?"),
    ("professional", "conseillers techniques", rf"conseill(?:ers?|eres?){_E} (?:techniques?|agricoles?)"),
    ("independent", "artisans", rf"artisan{_E}"),
    ("independent", "commerçants", rf"commercant{_E}"),
    ("professional", "salariés", rf"salarie{_E}"),
    ("professional", "bibliothécaires", r"bibliothecaires?"),
    ("professional", "artistes", r"artistes?"),
    ("professional", "gardiens", rf"gardien{_E}"),
    ("professional", "professionnels", rf"professionnel{_E}(?: de (?:la )?sante)?"),
    ("volunteer", "anciens bénévoles", r"ancien(?:ne)?s? benevoles?"),
    ("volunteer", "bénévoles", r"(?<!mission de pair-aidance )benevoles?"),
    ("volunteer", "femmes dirigeantes", r"femmes dirigeantes"),
    ("volunteer", "arbitres", r"arbitres"),
    ("official", "élus", rf"elu{_E}(?! domicile)"),
    ("official", "dirigeants", rf"dirigeant{_E}"),
    ("official", "administrateurs", rf"administrat(?:eurs?|rices?){_E}"),
    ("official", "services de l'État", r"services? de l'etat"),
    ("official", "collectivités", (r"collectivites(?: locales| territoriales| etudiees)?|organisations publiques(?: "
                                  r"locales)?")),
    ("official", "décideurs", rf"decideu(?:rs?|ses?){_E}"),
    ("official", "responsables", r"responsables? associati\w+|chefs? de service"),
    ("user", "enfants adultes", r"enfants (?:devenus )?adultes|enfants d(?:es|e) (?:cooperat\w+|residents?|retraites?"
                                 r"|personnes agees|patients? ages?|aines?|anciens?)"),
    ("user", "anciens élèves", r"ancien(?:ne)?s? eleves"),
    ("user", "fils et filles", r"(?:fils et (?:les |des )?filles|filles et (?:les |des )?fils)"
                              r"(?= d(?:e|es|u)\b| d')"),
    ("minor", "enfants", r"(?<!gardes d')enfants"),
    ("minor", "élèves", r"(?<!parents d')eleves"),
    ("minor", "collégiens", rf"collegien{_E}"),
    ("minor", "lycéens", rf"lyceen{_E}"),
    ("minor", "adolescents", rf"adolescent{_E}"),
    ("user", "jeunes", r"(?<!equipes de )jeunes(?! equipes)"),
    ("user", "parents d'élèves", r"parents d'eleves"),
    ("user", "parents", r"(?<!\w)parents(?! d'eleves)"),
    ("user", "aidants", rf"(?<!pair-)(?<!pairs-)aidants?{_E}(?!-pair)(?: familiaux)?"),
    ("user", "proches", r"(?<!structures )proches(?! d)"),
    ("user", "patients", rf"patient{_E}(?: ages?)?"),
    ("user", "personnes accompagnées", r"personnes? (?:accompagnee|accueillie|aidee|hebergee|soutenue)s?"),
    ("user", "personnes âgées", r"personnes? agees?"),
    ("user", "usagers", rf"usag(?:ers?|eres?){_E}"),
    ("user", "bénéficiaires", r"beneficiaires?"),
    ("member", "coopérateurs", rf"cooperat(?:eurs?|rices?){_E}"),
    ("user", "habitants", rf"(?<!cooperative d')habitant{_E}"),
    ("user", "riverains", rf"riverain{_E}"),
    ("user", "voisins", r"voisin(?:e?s|[.·•]e[.·•]?s)"),
    ("user", "retraités", r"retraite(?:e?s|[.·•]e[.·•]?s)"),
    ("user", "résidents", rf"resident{_E}"),
    ("user", "conjoints", r"(?<!analyses )conjoint(?:e?s|[.·•]e[.·•]?s)"),
    ("user", "ménages", r"menages"),
    ("user", "citoyens", rf"citoyen{_E}"),
    ("user", "locataires", r"locataires?"),
    ("user", "familles", r"familles"),
    ("user", "visiteurs", rf"visiteu(?:rs?|ses?){_E}"),
    ("user", "consommateurs", rf"consommat(?:eurs?|rices?){_E}"),
    ("user", "migrants", rf"(?:personnes )?(?:migrant|exile|refugie){_E}"),
    ("user", "détenus", rf"detenu{_E}|personnes detenues"),
    ("member", "porteurs de projets", rf"porteu(?:rs?|ses?){_E} de projets?"),
    ("member", "militants", rf"militant{_E}"),
    ("member", "utilisateurs", rf"utilisat(?:eurs?|rices?){_E}"),
    ("member", "adhérents", rf"(?<!entreprises )(?<!structures )(?<!associations )(?<!communes )adherent{_E}"),
    ("member", "membres", r"membres(?: des? collectifs?)?"),
    ("member", "acteurs locaux", rf"act(?:eurs?|rices?){_E} (?:loca\S+|de la sante|territoriaux|socio-economiques"
                                 r"|pertinents"
                                rf"|necessaires)"),
)  # fmt: skip
_COMPILED: Final = tuple((kind, name, re.compile(rf"(?<![\w'’-])(?:{pattern})(?![\w-])"
            rf"|(?<=[ld]['’])(?:{pattern})(?![\w-])"))
                         for kind, name, pattern in _PEOPLE)  # fmt: skip
_LISTED: Final = re.compile(
    r"(?:entretiens?|recits?|enquetes?|focus[- ]?groups?|ateliers?)[^.;:?!]{0,60}?"
    r"\b(?:avec|aupres|reunissant)(?: de la | de l'| des | de | d'| les | )"
)
_CHILDREN: Final = re.compile(r"(?:les |des |leurs )?(?:enfants|fils|filles)\b")
_GROWN: Final = re.compile(
    r"\b(?:adultes?|majeure?s?|quinquagenaires?|agee?s|retraitee?s?|residente?s?|ehpad|aine?e?s|cooperat\w+|veu(?:fs|ves)"
    r"|grands-parents|anciens?|anciennes)\b|^(?:les |des )?(?:fils|filles)\b.*\bd(?:e|es|u|')"
)
"""Children of people who are old, or who are said to be grown up themselves."""
_YOUNG: Final = re.compile(r"\b(?:enfants?|jeunes|eleves|mineure?s?|filles|garcons|ados?|adolescent\w*)\b")
_OWN_ACCOUNT: Final = re.compile(
    r"\b(?:libera(?:l|ux|les?)|independant\w*|(?:auto|micro)-? ?entrepreneu\w*|a (?:son|leur) compte|freelances?)\b"
)
_OF_AGE: Final = 18
_PAST_CHILDHOOD: Final = 11
_TEENS: Final = r"\b(?:collegien|lyceen|adolescent)|\bados?\b|\b(?:college|lycee)s?\b"
_SENSITIVE: Final = re.compile(
    r"\b(?:sante|patients?|medecins?|soins?|malad\w+|hopital|hospitali\w+|handicap\w*|addiction\w*"
    r"|psychiatri\w+|detenu\w*"
    r"|prison|exil\w*|migrant\w*|precarite|pauvrete|exclusion|hebergement|violences?|syndica\w+|religi\w+|sexu\w+)\b"
)


def people(folded: str) -> Iterator[tuple[int, int, str]]:
    """Yield the people that a text names, each with its name in the plural; ``folded`` keeps places (one for one)."""
    taken: list[tuple[int, int]] = []
    for _kind, name, pattern in _COMPILED:
        for found in pattern.finditer(folded):
            if not any(start < found.end() and found.start() < end for start, end in taken):
                taken.append(found.span())
                yield found.start(), found.start() + len(found[0].rstrip(".·•/-(")), name
    for found in _LISTED.finditer(folded):
        rest = re.split(
            r"[.;:?!()]| sur | pour | afin | dans | a la | au | autour ", folded[found.end() :], maxsplit=1
        )[0]
        at = found.end()
        for item in re.split(r"(, | et | ou | ainsi que )", rest):
            words = re.sub(r"^(?:des |les |de |d'|leurs |l'|la |le )", "", item)
            start = at + len(item) - len(words)
            at += len(item)
            if (
                re.fullmatch(r"[a-z-]+(?:[sx])(?: [a-z'-]+){0,3}", words)
                and not any(s < start + len(words) and start < e for s, e in taken)
                and not re.match(
                    r"(?:personnes|deux|trois|quatre|responsables de master|outils|methodes|acteurs|recits"
                    r"|perceptions|clubs"
                    r"|resultats|structures|associations|etudiants|temps|cas|terrains|partenaires|equipes|donnees)\b",
                    words,
                )
            ):
                taken.append((start, start + len(words)))
                yield start, start + len(words), ""


def kind_of(public: str) -> PublicKind | None:
    """Return the stance that a public calls for; None for people whom no list knows."""
    folded = fold(public).replace("’", "'")
    if _CHILDREN.match(folded) and _GROWN.search(folded):
        return "user"
    if ages := _ages(folded):
        if min(ages) < _OF_AGE and _YOUNG.search(folded):
            return "minor"
        if _YOUNG.search(folded):
            return "user"
    if _OWN_ACCOUNT.search(folded) and not _CHILDREN.match(folded):
        return "independent"
    found: list[tuple[int, int, PublicKind]] = []
    for rank, (kind, name, pattern) in enumerate(_COMPILED):
        if fold(name) == folded:
            return kind
        if match := pattern.search(folded):
            # « Conjoints d'agriculteurs »: whom the first noun names are met.
            found.append((match.start(), rank, kind))
    return min(found)[2] if found else None


def adolescent(public: str, text: str = "") -> bool:
    """Whether minors are past childhood (about 11): by name, by age, else by the schools that ``text`` names."""
    folded = fold(public)
    if ages := _ages(folded):
        return min(ages) >= _PAST_CHILDHOOD
    if re.search(_TEENS, folded):
        return True
    said = fold(text)
    if not re.match(r"(?:les |des )?(?:eleves|mineurs|jeunes)\b", folded):
        return False
    return bool(re.search(r"\b(?:colleges?|lycees?)\b", said)) and not re.search(
        r"\b(?:ecoles? (?:primaires?|elementaires?|maternelles?)|periscolaire)\b", said
    )


def _ages(folded: str) -> list[int]:
    return [
        int(age)
        for span in re.findall(r"\b(\d{1,2})(?: ?(?:-|–|a|et|/) ?(\d{1,2}))? ans\b", folded)
        for age in span
        if age
    ]


def sensitive(text: str) -> bool:
    """Whether a study touches data that the law holds for sensitive (health, convictions, beliefs…): a rough sign."""
    return len(_SENSITIVE.findall(fold(text))) > 1
