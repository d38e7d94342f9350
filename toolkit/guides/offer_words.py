"""The words by which an offer of internship is read (folded: no accent, lower case, straight apostrophes)."""

import re
from typing import Final

INTERROGATIVE: Final = (
    r"(?:(?:dans |a |de |en |par |pour |avec |sur |aupres de |jusqu'a )?(?:quel(?:le)?s?|quoi|qui|lequel|laquelle)\b"
    r"|comment\b|pourquoi\b|combien\b|ou\b|quand\b|que\b|qu'|qu'est-ce|est-ce|en quoi\b|dans quelle "
    r"mesure\b|y a-t-il\b)"
)
HEADINGS: Final[tuple[tuple[str, str], ...]] = (
    (
        "profile",
        (
            r"(?:votre |le )?profil|competences|savoir[- ]etre|savoirs\b|formation requise|qui etes-vous"
            r"|prerequis|qualites"
        ),
    ),
    (
        "apply",
        r"candidatures?\b|pour postuler|postuler|modalites? de candidature|envoi des candidatures|comment (?:postuler"
        r"|candidater)|apply|get hired|contacts?\b|ecrire a|date limite",
    ),
    ("references", r"references|bibliographie|notes?$"),
    ("annex", r"annexes?\b"),
    (
        "missions",
        r"(?:les |vos |ses |principales )?(?:missions?|taches|activites)\b|organisation generale du stage"
        r"|travail (?:demande|a realiser)|ce que (?:nous|vous)|contenu du stage|programme de travail|deroulement",
    ),
    ("deliverables", r"livrables?|productions? attendues?|resultats? attendus?|rendus?\b"),
    ("calendar", r"calendrier|periode|duree|planning|dates?\b|echeancier"),
    (
        "conditions",
        r"conditions(?: d'accueil| de travail| pratiques| materielles| du stage)?$|gratification"
        r"|remuneration|indemni|encadrement|en pratique|modalites|informations pratiques"
        r"|avantages|statut\b",
    ),
    (
        "host",
        r"description de (?:la structure|l'employeur|l'association|l'organisme)|qui sommes-nous"
        r"|presentation de (?:la|l')"
        r"|(?:la |l')?(?:structure|organisme|employeur)(?: d'accueil)?$|l'association$|l'entreprise|le laboratoire$",
    ),
    ("method", r"methode|methodologie|demarche|terrain|enquete|protocole"),
    (
        "subject",
        r"(?:le )?sujet|objectifs?|problematique|questions?\b|objet du stage|but du stage|finalite|axes?\b"
        r"|pourquoi ce stage|hypotheses?|enjeux|description du (?:stage|sujet|projet)|le projet|(?:le )?contexte"
        r"|(?:la )?mission de recherche|presentation du (?:sujet|projet|stage)",
    ),
)
"""What a heading announces; the first pattern that begins it wins."""
FIELDS: Final[tuple[tuple[str, str], ...]] = (
    (
        "host",
        r"(?:structure|association|organisme|laboratoire|lieu|etablissement|service)s? d'accueil|collectivite"
        r"|employeur|etablissement",
    ),
    ("place", r"lieu(?:x)?(?: du stage| de travail)?|localisation|poste base a|affectation|ville"),
    ("duration", r"(?:debut et )?duree(?: du stage)?|periode(?: et duree)?(?: du stage)?|debut(?: du stage)?"),
    (
        "aside",
        r"type de (?:stage|contrat)|gratification|formation requise|encadrement|remuneration|indemnite|contact",
    ),
)
"""What a label followed by a colon announces, on its own line."""
NO_STUDY: Final = ("profile", "apply", "references", "annex", "host", "conditions", "field aside", "field place",
                   "field host", "field duration", "calendar")  # fmt: skip
"""Parts that say nothing of what is asked: a question in them is put to the candidate."""

_TO_ASK: Final = (
    r"(?:mieux )?(?:comprendre|comprehension|savoir|se demander|demander|etudier|explorer|analyser"
    r"|examiner|determiner|interroger"
    r"|documenter|montrer|observer|identifier|questionner|se questionner|reperer|decrire|saisir|voir|connaitre|cerner"
    r"|eclairer|mesurer|preciser|s'interroger|reflechir|expliciter|expliquer|verifier|apprecier|evaluer|travailler)"
)
_WHAT: Final = (
    r"(?:comment|pourquoi|en quoi|dans quelle mesure|ce qu(?:e|i|')|(?:a |de |par |pour |avec |sur "
    r"|dans |en )?quel(?:le)?s?"
    r"|combien|s'ils?\b|si\b|la maniere dont|la facon dont|les manieres dont|de quelle|les raisons|a quel)"
)
INDIRECT: Final = re.compile(
    rf"\b{_TO_ASK}\b(?:,? [^\s,.;:]+){{0,6}}?,? (?:sur )?{_WHAT}(?![\w])|\bsur la (?:maniere|facon) dont\b"
)
"""« Comprendre comment… », « explorer dans quelle mesure… »."""
OBJECTIVE: Final = re.compile(
    r"(?:\bil (?:s'agi(?:t|ra)|conviendra|convient|est question)(?: [^.;:]{0,50}?)?(?:de |d')"
    r"|\b(?:l'objectif|le but|l'ambition|l'enjeu|objet)\b(?: [^.;:]{0,60}?)?\b(?:est|sera|consiste"
    r"|etant)(?: ainsi| donc| aussi"
    r"| notamment| egalement)? (?:de |d'|a )|\b(?:stage|projet|etude|recherche|travail|il|elle"
    r"|enquete)\b(?: [^.;:]{0,30}?)? vise a "
    r"|\b(?:amene|invite|conduit)\S* a |\bsouhait\w+ |\bsouhaiterait |\bcherche(?:ra)?(?: [^.;:]{0,20}?)? a "
    r"|\ba pour (?:objectif|but|objet) (?:de |d')|\ben vue de |\b(?:doit|devra) permettre (?:de |d'))"
    r"(?:[^.;:]{0,40}? )?"
    r"(?:comprendre|explorer|analyser|etudier|examiner|verifier|identifier|interroger|documenter(?! "
    r"l'observation)|questionner"
    r"|decrire|saisir|determiner|connaitre|eclairer|repondre a la question|travailler)\b"
    r"|\b(?:sera centre\w*|se centrera|portera) sur\W+(?:l'analyse|les conditions|l'etude|la question"
    r"|la place|le role)\b"
    r"|\bcomparaison\b.*\bsera\b.*\brealisee?\b|\ben reflechissant aux?\b"
    r"|\bquestion est\b"
)
"""« Il s'agira de vérifier le rôle… », « l'objectif est d'explorer les raisons… »."""
TO_STUDY: Final = re.compile(
    r"(?:d')?(?:comprendre|explorer|analyser|etudier|examiner|verifier|identifier|interroger"
    r"|documenter|questionner|decrire"
    r"|saisir|determiner|connaitre|eclairer|repondre|travailler)\b"
)
CENTRAL: Final = re.compile(
    r"\b(?:problematique|question (?:principale|centrale|de recherche|de depart|directrice|generale)"
    r"|la question est)\b"
)
MISSION_INTRO: Final = re.compile(
    r"\b(?:missions?|taches|sera charge\S*|serez charge\S*|sera amene\S*|devra|participera"
    r"|interviendra|aura a|consistera a)\b[^.?!]*:\s*$"
)
"""« Le stagiaire aura pour missions de : », before a list."""
LIST_INTRO: Final = re.compile(rf"\b{_TO_ASK}\b[^.?!]*:\s*$|\b(?:questions?|axes?|interrogations?)\b[^.?!]*:\s*$")

METHODS: Final[tuple[tuple[str, str], ...]] = (
    (
        "semi-structured",
        r"(?:entretiens?|entrevues?|interviews?) (?:\w+ )?(?:semi-?\s?directi(?:fs?|ves?)|individuels?|approfondis?"
        r"|qualitatifs?|comprehensifs?)|semi-?directifs?",
    ),
    (
        "life story",
        (
            r"recits? de (?:vie|parcours|pratiques?)|histoires? de vie|(?:trajectoires?|parcours|entretiens?"
            r"|approche) biographiques?"
        ),
    ),
    ("explicitation", r"(?:entretiens? d'|technique d')explicitation"),
    ("self-confrontation", r"auto-?\s?confrontations?|cours d'action|theorie de l'activite"),
    (
        "focus group",
        r"focus[- ]?group(?:e)?s?|groupes? (?:focalises?|de discussion)|methode d'analyse (?:de|en) groupe",
    ),
    ("collective", r"(?:entretiens?|entrevues?) (?:collectifs?|de groupe)"),
    (
        "observation",
        (
            r"observations?(?! (?:generale|preliminaire))|observer (?:des|les|de)\b|temps d'observation"
            r"|grilles? d'observation"
        ),
    ),
    (
        "co-analysis",
        r"co-?\s?analyses?|analyse conjointe|ateliers? (?:de co-?\s?analyse|d'analyse)"
        r"|co-?animation d'une demarche participative",
    ),
)
SOME_INTERVIEWS: Final = re.compile(
    r"\b(?:enquetes? qualitatives?|entretiens?(?! prevus| le\b| d'embauche)|methodologies? qualitatives?"
    r"|enquetes? de terrain|recueil d'experiences)\b"
)
HOSTS: Final = re.compile(
    r"(?:l')?(?:association|ville de|mairie|commune de|communaute|centre|laboratoire|musee|universite"
    r"|fondation|cooperative"
    r"|maison|institut|conseil|departement|federation|mission locale|hopital|lycee|reseau)\b"
)
"""How the name of a host begins, on a line of its own at the head of an offer."""
DELIVERABLE: Final = re.compile(
    r"\b(?:memoire(?: academique| de master)?|rapports?(?: d'etude| de synthese| de recherche)?"
    r"|preconisations?|recommandations"
    r"|livrables?|livrets?|syntheses?|notes? de synthese|outils de diffusion|exposition|fiches? pratiques?"
    r"|supports? de presentation"
    r"|soiree (?:debat|de restitution)|restitution|presentation en|article|cartographie|inventaire"
    r"|film|podcast|textes accessibles"
    r"|presentations pour|pistes d'auto-evaluation|rapport)\b"
)
PRODUCES: Final = re.compile(
    r"\b(?:fournir|fournira|rediger|redaction|production|produire|remett\w+|rend(?:re|ra|rez)"
    r"|attendus?|livr\w+|propos\w+"
    r"|organiser|elabor\w+|realis\w+|formul\w+|valoris\w+|apport\w+|s'engage\w*)\b"
)
MONTH: Final = r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)"
DURATION: Final = re.compile(r"\b\d{1,2}(?: ?(?:a|ou|-|–) ?\d{1,2})? ?mois\b|\b\d{1,2} semaines\b")
WHEN: Final = re.compile(
    rf"\b(?:a partir (?:de |d'|du )(?:debut |fin |mi-)?(?:\d{{1,2}} )?{MONTH}(?: ou {MONTH})?(?: \d{{4}})?"
    rf"|entre (?:le \d{{1,2}} )?(?:fin |debut )?{MONTH}(?: \d{{4}})? et (?:le \d{{1,2}} )?{MONTH}(?: \d{{4}})?"
    rf"|du \d{{1,2}}(?:er)? {MONTH}(?: \d{{4}})? au \d{{1,2}}(?:er)? {MONTH}(?: \d{{4}})?"
    rf"|(?:jusqu'au|avant le|date limite(?: de candidature)? ?:(?:\s|\*|<\w+>)*) ?\d{{1,2}}(?:er)? "
    rf"{MONTH}[^.\n,]{{0,18}}?(?: \d{{4}})?\b(?: a \d{{1,2}} ?h)?"
    rf"|(?:{MONTH}(?: a {MONTH})?) ?: [^.\n]+)"
)
