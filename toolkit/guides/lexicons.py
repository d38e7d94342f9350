"""The words that each check of wording looks for, in French and in English (lower case, straight apostrophes)."""

import re
from typing import Final

WH: Final = (
    r"(?:comment|pourquoi|combien|quel(?:le)?s?|lequel|laquelle|lesquel(?:le)?s|qu'est-ce (?:que?|qui|qu')"
    r"|(?:à|de|sur|avec|par|en|pour) (?:quoi|qui|quel(?:le)?s?))"
)
EFFECT: Final = (
    r"(?:(?:amélior|dégrad|détérior|détrui|sauv|enrich|facilit|renforc|affaibl|transform"
    r"|boulevers|épanou|libér|aggrav|gâch|abîm"
    r"|simplifi|compliqu|appauvr|humili|trahi|abandonn|oubli)\w*|aidée?s?|nui)"
)
JUDGED: Final = (
    r"(?:formidable|catastrophique|excellente?|désastreu(?:x|se)|fantastique|insupportable"
    r"|honteu(?:x|se)|scandaleu(?:x|se)"
    r"|merveilleu(?:x|se)|inadmissible|inacceptable|lamentable|déplorable|absurde|ridicule"
    r"|remarquable|indispensable|précieu(?:x|se))s?"
)
LEADING: Final = [
    r"\bn'est-ce pas\b",
    (
        r"^(?:et |mais |alors )?(?:ne |n')\s*(?:\S+ )??[^\W\d_]+-(?:t-)?(?:vous|tu|on|il|elle|ils"
        r"|elles|ce)\b[^?]{0,12}\bpas\b"
    ),
    (
        r"\bévidemment\b|\bbien sûr\b|\bbien entendu\b|\bde toute évidence\b|\bforcément\b"
        r"|\bsans aucun doute\b|\bmanifestement\b"
    ),
    r"\bcomme (?:chacun|tout le monde|on|nous|vous)(?: tous)? (?:le )?(?:sai[ts]|savez|savons|voi[ts]|voyez)\b",
    r"\bon sait (?:bien )?que\b|\btout le monde sait\b|\bil est (?:clair|évident|bien connu|certain) que\b",
    r"^(?:[aà]|jusqu'[aà]) quel point\b|\b[aà] quel point\b",
    r"\b(?:mal)?heureusement\b|\bhélas\b",
    (
        r"\b(?:vous êtes|êtes-vous|seriez-vous|vous seriez) (?:bien )?d'accord (?:que|avec moi"
        r"|pour dire|avec l'idée|avec le fait)"
    ),
    r"\bvous (?:conviendrez|admettrez|reconnaîtrez|n'allez pas me dire)\b|\bavouez\b|\breconnaissez que\b",
    (
        rf"\b(?:comment|en quoi|de quelle (?:manière|façon)|pourquoi)\b.*\b(?:a|ont|avait"
        rf"|aurait)(?:-t)?(?:-(?:il|elle|on|ils|elles))?\s+(?:\w+ ){{0,2}}{EFFECT}\b"
    ),
    (
        r"\b(?:comment|en quoi|de quelle (?:manière|façon))\b.*\b(?:vous|t'|l')\s*(?:a"
        r"|ont) (?:\w+ )?(?:sauvé|aidé|détruit|changé la vie|rendu|oublié|trahi)\w*"
    ),
    (
        r"\b(?:en quoi|pourquoi)\b.*\b(?:est|sont)(?:-(?:il|elle|ils|elles|ce))?\s+"
        r"(?:si |aussi |tellement |vraiment )"
        r"(?:importante?|utile|essentielle?|bénéfique|nécessaire|inutile|mauvaise?|bonne?|efficace"
        r"|dangereu(?:x|se)|néfaste|positi(?:f|ve)|négati(?:f|ve)|une chance|un problème|un échec"
        r"|une réussite)s?\b"
    ),
    (
        rf"\b(?:cette?|ces|votre|vos|notre|nos|l'|la|le|les|un|une|d'|si|aussi"
        rf"|tellement)\s*(?:[^\W\d_]+ )?{JUDGED}\b(?!.*\bou\b)"
    ),
    (
        r"\bne (?:pensez|croyez|trouvez|voyez|craignez|regrettez)-vous pas\b"
        r"|\bvous (?:ne )?(?:pensez|trouvez|croyez) (?:bien|quand même|tout de même)\b"
    ),
]
LEADING_EN: Final = [
    (
        r"\b(?:don't|doesn't|didn't|isn't|aren't|wasn't|weren't|wouldn't|won't|haven't|hasn't"
        r"|can't|couldn't|shouldn't) (?:you|it|they|we|he|she|this|that|the)\b"
    ),
    (
        r"\bobviously\b|\bof course\b|\bclearly\b|\bsurely\b|\bas (?:everyone|everybody|we all"
        r"|you) knows?\b|\b(?:un)?fortunately\b"
    ),
    (
        r"\bhow (?:great|bad|good|terrible|wonderful|amazing|awful|useful|useless|helpful"
        r"|important|much better|much worse|harmful|beneficial|excellent)\b"
    ),
    (
        r"\b(?:you|we) (?:would )?agree that\b|\bwould you agree\b"
        r"|\bto what extent has .* (?:improved|damaged|harmed|helped)\b"
    ),
    (
        r"\bhow (?:has|have|did|does) .*\b(?:improved?|damaged?|harm(?:ed)?|saved?|ruin(?:ed)?"
        r"|worsen(?:ed)?|benefit(?:ed)?|helped)\b"
    ),
]

NEG: Final = re.compile(r"\b(?:ne|n')\s*(?=\S)")
NEG_END: Final = re.compile(
    r"\b(?:pas|jamais|rien|plus|aucune?s?|guère|personne|nulle? part|ni|point)\b|\bimpossible\b"
)
SUBORDINATE: Final = re.compile(
    r"\b(?:quand|lorsqu[e']|si|s'il|s'ils|parce qu[e']|dont|puisqu[e']|alors qu[e']"
    r"|pendant qu[e']|afin qu[e']|qui|qu[e']|où|pour|de|d'|à|sans)(?=\s|\b)"
)
NEG_EN: Final = re.compile(
    r"^(?:and |but |so )?(?:(?:why|how come|what|who|how|when|where) )?(?:don't|doesn't|didn't"
    r"|isn't|aren't|wasn't|weren't|won't|wouldn't|haven't|hasn't|hadn't|can't|couldn't"
    r"|shouldn't)\b"
    r"|^why (?:not|(?:do|did|does|have|are|were|is|was) (?:you|they|we|people|he|she) (?:not"
    r"|never))\b|^(?:do|did|have|are|were) you (?:not|never)\b"
    r"|^(?:what|which|who|how|when|where|why)\b[^,]*\byou (?:don't|never|can't|didn't|won't)\b"
    r"|\bnot un\w+|\bnever .* without\b"
)

HYPOTHETICAL: Final = [
    (
        r"\bsi\s+(?:vous|tu|on|l'on|nous|je|un|une|le|la|les|l'|ce|cette|ces|cela|ça|votre|vos"
        r"|notre)\s*(?:[^\s,?]+\s+){0,4}?[^\s,?]*(?:iez|ait|aient|ais)\b"
    ),
    r"\bs'ils?\s*(?:[^\s,?]+\s+){0,2}?[^\s,?]*(?:ait|aient)\b|\bsi (?:demain|jamais|un jour)\b",
    (
        r"\bimagin(?:ez|ons|er|ant|e)\b(?!-)|\bsuppos(?:ez|ons|er|ant)\b|\badmettons\b"
        r"|\bmettons que\b|\bbaguette magique\b|\bdans un monde idéal\b|\bdans l'idéal\b"
        r"|\bidéalement\b|\bfigurez-vous\b"
    ),
]
CONDITIONAL: Final = re.compile(
    r"\b(?P<a>[^\W\d_]+r)iez-vous\b|\b(?P<b>[^\W\d_]+r)ais-tu\b|\bvous (?:(?:y|en|le|la|les"
    r"|lui|leur|vous|l'|ne|n')\s*){0,2}(?P<c>[^\W\d_]+r)iez\b"
)
_DESCRIBING_WORDS: Final = """
pourr dir décrir aur voudr saur définir qualifier résumer expliquer présenter raconter situer caractériser
comparer nommer appeler citer accepter parler rer entr montr rencontr off ouvr souffr illustrer évoquer
retracer préciser compter racont quitter traverser préfér désir mesur assur demeur espér opér gér récupér
considér adhér tir dur jou entour
"""
DESCRIBING: Final = frozenset(_DESCRIBING_WORDS.split())
"""Stems before « -iez » that describe (« décririez-vous ») or are no conditional (« entriez-vous »)."""
HYPOTHETICAL_EN: Final = [
    (
        r"\bwhat if\b|\bimagine\b|\bsuppos(?:e|ing)\b|\bmagic wand\b|\bhypothetically\b"
        r"|\bin an ideal world\b|\bideally\b"
    ),
    r"\bif (?:you|we|they|it|he|she|the \w+|there) (?:could|were|had|was|did|would|\w+ed)\b",
    (
        r"^(?:and |so )?would you (?!describe|say|tell|mind|call|explain|characteri[sz]e"
        r"|like to (?:add|say|tell|share)|define|share|walk|give|please|talk)\w+"
    ),
    (
        r"\b(?:what|how|where|who|which \w+|when) (?:\w+ )?would you (?!describe|say|define"
        r"|characteri[sz]e|explain|call|summari[sz]e|compare|tell|like to (?:add|say))\w+"
    ),
]

WHY: Final = re.compile(
    r"\bpourquoi\b|\bpour quelles? raisons?\b|\bqu'est-ce qui (?:justifie|a justifié|motive ce"
    r"|explique que vous)\b|\bcomment se fait-il\b|\bquelles? (?:est|était|sont|étaient) (?:la"
    r"|les) raisons?\b"
)
WHY_EN: Final = re.compile(
    r"\bwhy\b|\bhow come\b|\bfor (?:what|which) reasons?\b|\bwhat (?:is|was|are|were) (?:the|your) reasons?\b"
)

JARGON: Final = re.compile(
    r"\b(?:dispositifs? (?:sociotechniques?|sociaux|institutionnels?|participatifs?"
    r"|expérimenta(?:l|ux))|sociotechniques?|gouvernance|empowerment|posture|co-?création"
    r"|savoirs? (?:expérientiels?|situés|d'expérience)"
    r"|représentations? sociales?|conscientis\w+|habiletés?|pouvoir d'agir|capacitation"
    r"|capabilités?|agentivité|agency|habitus|réflexivité|réflexi(?:f|ve)s?|praxis|épistémi\w+"
    r"|paradigm\w+|intersectionn\w+"
    r"|subjectiv(?:ation|ité)|institutionnalisation|territorialisation|professionnalisation"
    r"|autonomisation|responsabilisation|individualisation|problématis\w+|opérationnalis\w+"
    r"|conceptualis\w+|contextualis\w+"
    r"|parties? prenantes?|transversalité|synergies?|leviers?|ingénierie|référentiels?"
    r"|habilitation|inclusivité|parcours patient|littératie|illectronisme|maraudage"
    r"|allocataires?|usagers? fréquents?|bénéficiaires? finaux"
    r"|tiers-lieux? apprenants?|éco-?système|disruptif|résilience|acculturation|appropriation"
    r"|vous appropriez|dynamiques? (?:territoriales?|sociales?|collectives?)"
    r"|stratégies? identitaires?|rapport social|rapports sociaux"
    r"|ethos|socialisation|capital (?:social|culturel)|normativité|biographisation"
    r"|bifurcations? biographiques?|trajectoires? (?:biographiques?|résidentielles?)"
    r"|pair-?aidance|aller vers|non-recours|démarche qualité|bientraitance|co-?construction"
    r"|itération|agile|benchmark\w*|feedbacks?|empathie clinique|phénoménolog\w+|herméneutique"
    r"|systémique)\b"
)
JARGON_EN: Final = re.compile(
    r"\b(?:leverag\w+|stakeholders?|empower\w+|governance|agency|habitus|reflexiv\w+"
    r"|sociotechnical|co-?creation|capacity[- ]building|synerg\w+|paradigm\w*"
    r"|intersectional\w*|operationali[sz]\w+|deliverables?|benchmark\w*"
    r"|social representations?|positionality|praxis|epistem\w+|lived experience)\b"
)
ACRONYM: Final = re.compile(r"\b[A-ZÉÈÀ](?:\.?[A-ZÉÈÀ]){1,7}\b\.?")
_COMMON_ACRONYMS_WORDS: Final = """
IA AI SDF SMS TV CV PDF OK GPS ADN USA UE EU ONU COVID VIH HIV CDI CDD PC WC RER TGV SNCF RATP RSA CAF HLM
BAC RDV BD CD DVD USB UK PMU QR SVP CM CE BTS CAP BEP SAMU SOS TER II III IV VI XX XXI MP3 CHU FAQ ID TVA
SIM SUV VTT ADSL WIFI A4
"""
COMMON_ACRONYMS: Final = frozenset(_COMMON_ACRONYMS_WORDS.split())

STIGMA: Final = re.compile(
    r"\b(?:sdf|clochards?|toxicomanes?|drogué(?:e)?s?|toxicos?|junkies?|cas soc(?:iaux|ial)|cassos"
    r"|(?:l'|(?:les|des|aux|ces|vos|nos|un|une|d') ?)(?:assistée?|handicapée?|débile|exclu"
    r"|marginal|inadapté|déviant)s?(?! (?:(?:par|de|à)\b|d'))|(?:les|des|aux|ces) (?:fous|folles"
    r"|marginaux|anormaux)"
    r"|schizos?|schizophrènes?|alcooliques?|alcoolos?|ivrognes?|pauvres gens|les pauvres"
    r"|clandestins?|sans-papiers|illégaux|prostituées?|délinquants?|racailles?|gitans|romanos?"
    r"|vieillards?|grabataires?|séniles?|attardé(?:e)?s?|fraudeurs?|fainéants?|profiteurs?"
    r"|incasables?|personnes à problèmes?|publics? difficiles?|familles? à problèmes?"
    r"|malades mentaux|mongoliens?)\b"
)
STIGMA_EN: Final = re.compile(
    r"\b(?:(?:drug )?addicts?|junkies?|alcoholics?|the homeless|hobos?|tramps?|bums?|the poor"
    r"|the disabled|handicapped|cripples?|retard(?:ed|s)|schizophrenics?|the mentally ill"
    r"|illegals?|illegal (?:immigrants?|aliens?)|prostitutes?|welfare queens?|druggies"
    r"|crazy people|lunatics?)\b"
)
THIRD: Final = re.compile(
    r"\b(?:quel(?:s)? (?:est|était|sont) (?:le|les|son) (?:pré)?noms?|comment s'appel(?:le"
    r"|aient|ait|lent)(?:-t-(?:il|elle))?(?! (?:ce|cet|cette|le|la|l') ?(?:logiciel|outil"
    r"|application|atelier|projet|document|réunion|démarche|dispositif|plateforme|site"
    r"|programme|formation))"
    r"|comment se nomm(?:e|ait)|(?:donn(?:ez|er)|dites|dire|citez|citer|indiquez|indiquer"
    r"|rappel(?:ez|er)|précis(?:ez|er))(?:-(?:moi|nous))? (?:le|les|son|leurs?"
    r"|des) (?:pré)?noms?|nommer (?:cette|la|les|ces) personnes?|nommez(?!-vous)(?:-(?:la|le"
    r"|les|moi))?"
    r"|qui est (?:ce|cet|cette) (?:collègue|personne|chef|éducat|élu|soignant|médecin"
    r"|travailleu|responsable|voisin)|quel est (?:l'adresse|le numéro)|à quel nom)\w*"
)
THIRD_OK: Final = re.compile(
    r"\bsans (?:le |la |les )?(?:nommer|citer|donner|dire)\b|\bvotre (?:pré)?nom\b"
    r"|\bvous appel|\bpréférez\b|\bpseudonyme\b"
)
THIRD_EN: Final = re.compile(
    r"\bwhat (?:is|was|are|were|'s) (?:the |his |her |their )?(?:full |first "
    r"|last )?names?\b(?! of (?:the|this|that|your) (?:tool|software|app|project|group"
    r"|programme|program|method|document|place|activity|task))|\bwhat(?:'s| is| was) (?:his"
    r"|her|their) name\b|\b(?:give|tell) (?:me|us) (?:the |his |her |their )(?:full |first "
    r"|last )?names?\b|\bwhat (?:is|was) .* called\b|\bname (?:that|the|this) (?:person"
    r"|colleague|nurse|doctor|manager)\b"
)
