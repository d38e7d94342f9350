"""Words that the people met may not share, in French: social sciences, administration, care, management.

The families were compiled for Carnet: entries of introductory glossaries of sociology, psychology and public action
as
they are taught, and words of social work; no published list was copied. A word with an everyday sense (« capital »,
« posture » of the body, « agent ») is listed only with what makes it learned. Nouns in « -isation » are learned
unless they are among the everyday ones. Acronyms are those that nobody spelt out, but for the everyday ones.
"""

import re
from typing import Final

_FAMILIES: Final = r"""
dispositifs?\ (?:sociotechniques?|sociaux|institutionnels?|participatifs?|expérimenta(?:l|ux))
dispositifs?\ (?:d'accompagnement|d'insertion|de\ droit\ commun)
socio-?technique\w* gouvernance\w* empowerment
postures?\ (?:vis-à-vis|professionnelles?|réflexives?|éthiques?)
co-?créati\w+ co-?constru\w+ co-?product\w+ co-?élabor\w+ co-?design\w* co-?développement
savoirs?[\ -](?:expérientiels?|situés|d'expérience|profanes?|être|faire) expérientiel\w*
représentations?\ (?:sociales?|collectives?|mentales?)
conscientis\w+ habiletés? habilit[ée]\w* pouvoir\ d'agir capacitation capabilités? capacitaires? encapacit\w+
agentivité agency actants? actantiel\w* habitus réflexivités?
réflexi(?:f|fs|ve|ves) praxis praxéolog\w+ épistém\w+ ontolog\w+ axiolog\w+ heuristi\w+ paradigm\w+ intersectionn\w+
subjectivations? subjectivité intersubjecti\w+
injonctions?\ (?:paradoxales?|institutionnelles?|contradictoires?|à\ l'autonomie) normativités? hétéronom\w+ anomi\w+
réification aliénation altérité\w* identitaires?
problématis\w+ opérationnalis\w+ conceptualis\w+ contextualis\w+ essentialis\w+ naturalisation territorialis\w+
institutionnalis\w+ professionnalis\w+ autonomis\w+
responsabilis\w+ individualis\w+ contractualis\w+ désinstitutionnalis\w+ psychologisation médicalisation
judiciarisation biographisation bureaucratis\w+ massification
gentrif\w+ parties?\ prenantes? porteurs?\ de\ projets? transversalit\w+ transdisciplinar\w+ interdisciplinar\w+
pluridisciplinar\w+ synergies? leviers? ingénieries?
référentiels? inclusivit\w+ littératies? numératie illectronisme maraudages? éco-?systèm\w+ disrupti\w+ résilien\w+
acculturation déculturation
appropriations? (?:vous|t'|s'|se)\ ?appropri\w+
dynamiques?\ (?:territoriales?|sociales?|collectives?|de\ groupe|partenariales?|d'acteurs)
stratégies?\ (?:identitaires?|d'acteurs?|de\ coping|d'ajustement|d'adaptation|résidentielles?)
coping rapport\ social rapports\ sociaux rapports?\ (?:de\ (?:domination|production|classe|genre)|au\ savoir) ethos
éthos socialisations?
capita(?:l|ux)\ (?:sociaux|social|culturels?|symboliques?|économiques?|scolaires?|humain|militant|d'autochtonie)
violence\ symbolique domination\ (?:symbolique|masculine|sociale) bifurcations?
trajectoires?\ (?:biographiques?|résidentielles?|sociales?|professionnelles?|migratoires?|institutionnelles?)
carrière\ (?:morale|déviante|militante) pair-?aidan(?:ce|t|te|ts|tes) aller[\ -]vers non[-\ ]recours
démarche\ qualité bientraitance maltraitance\ institutionnelle itérati\w+ agile benchmark\w* feedbacks?
empathie\ clinique phénoménolog\w+ herméneuti\w+ systémi(?:que|ques) ethnograph\w+ sémanti\w+ sémioti\w+ discursi\w+
performati\w+ externalités? internalit\w+ dissonances?\ cognitives? biais\ cognitifs?
charge\ (?:mentale|cognitive|allostatique) temporalités? spatialit\w+ matérialités? corporéité corporalité
mobilités?\ (?:pendulaires?|résidentielles?|douces?|actives?|sociales?) motilité territorialités?
précarité\ (?:résidentielle|énergétique|relationnelle) vulnérabilités?\ (?:sociales?|relationnelles?|psychosociales?)
désaffiliations? disqualification\ sociale (?:des|ré)?affili\w+ exclusion\ sociale
(?:mixité|cohésion|inclusion|insertion|utilité|innovations?|reproduction)\ sociales?
(?:stratification|ascension|structure)\ sociale
psycho-?socia(?:l|le|les|ux) bio-?psycho-?social\w*
socio-?(?:économiques?|professionnel\w*|culturel\w*|démographiques?|spatia\w+|éducati\w+|sanitaires?|cognitif\w*)
médico-?socia(?:l|le|les|ux)
compétences?\ (?:psychosociales?|transversales?|clés|transférables)
(?:employabilité|adaptabilité|citoyenneté\ active|participation\ citoyenne) maîtrise\ d'(?:usage|ouvrage|œuvre)
usagers?\ fréquents? bénéficiaires?\ finaux?
parcours\ (?:patient|usager|biographique|résidentiel|d'insertion|de\ soins?\ coordonnés?) ressenti\ vis-à-vis
livrables? feuilles?\ de\ route plan\ d'actions? retours?\ d'expérience évaluation\ (?:formative|ex\ post|d'impact)
gestion\ des\ flux
partenaria(?:l|le|les|ux) multi-?acteurs? multi-?partenaria\w+ multiscalaire\w* intersectoriel\w*
interinstitutionnel\w* transactionnel\w* ressourcerie gouvernementalité biopolitique biopouvoir managérial\w*
manageri\w+ new\ public\ management
tiers-lieux?\ apprenants? communs?\ numériques? affordances? médiations?\ (?:numériques?|culturelles?|sociales?)
plateformisation ubérisation algorithmi\w+ digitalis\w+ datafi\w+ technicit\w+
technolog\w+\ (?:disruptives?|émergentes?) sobriété\ (?:numérique|énergétique) anthropocène
intermédiation désintermédiation polyvalence\ socio\w* étayages? étay(?:er|ez|e) sublimation mentalisation
métacogniti\w+ cogniti(?:f|fs|ve|ves) réminiscences? somatis\w+ psychopatholog\w+ addictolog\w+ comorbidités?
iatrog\w+ observance alliance\ thérapeutique décompens\w+
didacti\w+ pédagogie\ (?:différenciée|active|institutionnelle) andragogi\w+ docimolog\w+ remédiations?
zone\ proximale hétérogénéité\ (?:scolaire|des\ publics) allophones? primo-arrivants?
ruralité périurbanité périurbanis\w+ métropolis\w+ artificialis\w+ polarité\w* centralités?\b urbanit\w+
habiter\ (?:polytopique|inclusif) sociabilités? interconnaissance homophilie endogam\w+ exogam\w+ hétéronormativ\w+
essaimage pérennis\w+ mutualis(?:er|ation|ez) priorisation rétroplanning process impact(?:e|ent|er|ez|é|ée|és)\b
impacte-t-\w+ proacti\w+ implément\w+ monitoring reporting verbatims? questionnements? problématiques? thématiques?
pratiques?\ (?:langagières?|situées?|réflexives?|discursives?)
"""


def _terms() -> str:
    """Return one pattern: entries are cut at spaces, « \\ » keeps one inside."""
    entries: list[str] = []
    for line in _FAMILIES.strip().split("\n"):
        held, depth = "", 0
        for piece in re.split(r"(?<!\\) ", line):
            held = f"{held} {piece}" if held else piece
            depth = held.count("(") - held.count(")")
            if not depth:
                entries.append(held.replace("\\ ", " "))
                held = ""
    return "|".join(sorted(entries, key=len, reverse=True))


LEARNED: Final = re.compile(rf"(?<![\w-])(?:{_terms()})(?![\w])")
_EVERYDAY_WORDS: Final = """
organisation utilisation réalisation autorisation hospitalisation alphabétisation civilisation immobilisation
localisation mobilisation modernisation vaccination climatisation spécialisation improvisation cotisation
colonisation stérilisation privatisation délocalisation indemnisation commercialisation industrialisation
urbanisation informatisation scolarisation stabilisation normalisation régularisation naturalisation visualisation
sonorisation synchronisation canalisation automatisation sensibilisation numérisation finalisation
réorganisation désorganisation personnalisation motorisation caramélisation pasteurisation fertilisation
réutilisation
verbalisation dévalorisation revalorisation valorisation théâtralisation optimisation minimisation mensualisation
activité créativité sensitivité agressivité productivité compétitivité collectivité captivité festivité nativité
objectivité positivité exclusivité émotivité sportivité passivité relativité négativité réceptivité
qualité réalité nationalité personnalité égalité mentalité hospitalité municipalité principalité totalité spécialité
formalité actualité banalité originalité moralité mortalité natalité modalité finalité légalité fatalité ponctualité
sexualité tonalité localité fiscalité vitalité convivialité cordialité neutralité brutalité criminalité rivalité
homosexualité pénalité musicalité intégralité inégalité illégalité oralité spiritualité amoralité immoralité
impartialité partialité théâtralité loyalité cérémonialité
responsabilité possibilité sensibilité disponibilité stabilité comptabilité probabilité fiabilité rentabilité
visibilité
lisibilité accessibilité flexibilité compatibilité amabilité culpabilité crédibilité vulnérabilité instabilité
impossibilité durabilité faisabilité susceptibilité invisibilité indisponibilité irresponsabilité éligibilité
sociabilité solvabilité
modification justification identification planification classification vérification qualification certification
notification clarification unification signification fortification gratification diversification simplification
purification pacification électrification rectification spécification falsification intensification amplification
bonification tarification disqualification requalification fructification scarification panification vinification
"""
_EVERYDAY: Final = frozenset(_EVERYDAY_WORDS.split())
_ENDINGS: Final = re.compile(
    r"(?<![\w-])(?:[^\W\d_-]+(?:isation|ification|ivité|alité|[ai]bilité)s?|[^\W\d_-]*(?:isation|otiv|inform|situ"
    r"|communic)ationnel(?:le)?s?"
    r"|(?:épistém|méthod|praxé|phénomén|ontol|déont|typ|gérontol|crimin|ethn|anthrop|sém[ai]|axi|soci)olog\w+"
    r"|socio-?[^\W\d_]{5,}(?<!sociologue)(?<!sociologues))(?![\w-])"
)
"""Endings of abstract nouns made by scholars and offices; the everyday ones are listed above."""
ACRONYM: Final = re.compile(
    r"(?<![\w'-])[A-ZÉÈÀ](?:\.?[A-ZÉÈÀ]){1,7}\b\.?(?![\w])|(?<=')[A-ZÉÈÀ](?:\.?[A-ZÉÈÀ]){1,7}\b\.?"
)
_COMMON_WORDS: Final = """
IA AI SDF SMS TV CV PDF OK GPS ADN USA UE EU ONU COVID VIH HIV CDI CDD PC WC RER TGV SNCF RATP RSA CAF HLM
BAC RDV BD CD DVD USB UK PMU QR SVP CM CE BTS CAP BEP SAMU SOS TER II III IV VI VII VIII IX XX XXI XIX MP3 CHU FAQ ID
TVA
SIM SUV VTT ADSL WIFI A4 CP CE1 CE2 CM1 CM2 APL SMIC EPS SVT EHPAD IRM ONG RH MJC BAFA TD TP DJ VO JO NB PME ORL IVG
HP PV KO QCM RTT CGT CFDT FO PS LR RN PCF EDF GDF GDP PMA LGBT LGBTQ URSSAF QI DIY VIP HS MP BBC RMI SPA ZEP FM AM
"""
COMMON: Final = frozenset(_COMMON_WORDS.split())


def jargon_french(text: str) -> list[str]:
    """Return the learned words of a French text (lower case)."""
    found = [match[0] for match in LEARNED.finditer(text)]
    for match in _ENDINGS.finditer(text):
        if match[0].removesuffix("s") not in _EVERYDAY and not any(match[0] in term for term in found):
            found.append(match[0])
    return found


def acronyms(original: str) -> list[tuple[str, str]]:
    """Return the acronyms that a text does not spell out: as they stand, and without stops nor the s of plural.

    Capitals put for emphasis (« POURQUOI avoir choisi ? ») are words of the dictionary, and no acronyms.
    """
    if original.isupper() or sum(word.isupper() and len(word) > 3 for word in re.findall(r"[^\W\d_]+", original)) > 3:
        return []
    found: list[tuple[str, str]] = []
    for match in ACRONYM.finditer(original):
        name = match[0].replace(".", "")
        before, after = original[: match.start()], original[match.end() : match.end() + 2]
        if before.endswith("(") or after.strip().startswith("(") or _emphatic(name, original[match.end() :]):
            continue
        found.append((match[0], name))
    return found


def _emphatic(name: str, after: str) -> bool:
    from toolkit.language import is_common

    return (
        (len(name) > 3 and is_common(name.lower()))
        or bool(re.match(r"-(?:MOI|NOUS|VOUS|CE|TU)\b", after))
        or (
            name.lower()
            in (
                "et",
                "ou",
                "un",
                "une",
                "pas",
                "qui",
                "que",
                "non",
                "oui",
                "où",
                "tout",
                "vous",
                "vos",
                "est",
                "les",
                "des",
                "moi",
                "ici",
                "très",
                "plus",
                "sans",
            )
        )
    )
