"""What identifies somebody and has a shape: telephones, mails, addresses, dates, numbers of files.

Numbers are also found as they are dictated: « zéro six, douze, trente-quatre… ».
"""

import re
from collections.abc import Iterator
from typing import Final

from toolkit.transcripts.dictated import SPOKEN, UNIT, J, dictated
from toolkit.transcripts.forms import Candidate, NameType
from toolkit.transcripts.ordinary import is_town

_S: Final = r"[\s\xa0\u202f]"
_J, _SPOKEN = J, SPOKEN
_PHONE = (
    r"(?<![\w+])(?:\(?(?:\+|00)33\)?[\s\xa0\u202f.\-/]*(?:\(0\)[\s\xa0\u202f.\-/]*)?[1-9]|0[\s\xa0\u202f.\-/]?[1-9])"
    r"(?:[\s\xa0\u202f.\-/_]{0,3}\d){8}(?!\d)"
)
_FOREIGN_PHONE = r"(?<![\w+])(?:\+|00)(?!33)[1-9]\d{0,2}(?:[\s\xa0\u202f.\-/()]{0,2}\d){7,12}(?!\d)"

_EMAIL = rf"[\w.+\-]+{_S}?@{_S}?[\w\-]+(?:\.[\w\-]+)+"
_PART = r"[\w\-]+"
_SAID_SIGN = rf"(?:point|tiret(?:{_S}+du{_S}+(?:bas|six|8|huit|6))?|underscore|barre{_S}+du{_S}+bas)"
_SAID_HOW = (
    rf"(?:,?{_S}+(?:tout{_S}+)?(?:en{_S}+(?:minuscules?|majuscules?|un{_S}+(?:seul{_S}+)?mot)|attachée?s?|collée?s?"
    rf"|sans{_S}+(?:accents?|espaces?)))"
)
_SAID_END = r"(?:fr|com|net|org|eu|coop|info|asso|be|ch|ca|re|me|io|bzh|gouv)"
_DICTATED_EMAIL = (
    rf"\b{_PART}(?:{_S}+{_SAID_SIGN}{_S}+{_PART}){{0,5}}{_SAID_HOW}{{0,2}},?{_S}+(?:arobase|arobas|arrobase|at),?{_S}+"
    rf"(?:(?:[\w'’\-]+,?{_S}+){{1,12}}?point{_S}+{_SAID_END}(?:{_S}+point{_S}+{_SAID_END})?\b"
    rf"|{_PART}(?:{_S}+(?:point|tiret){_S}+{_PART}){{1,3}})"
)

_MONTH = (
    r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre"
    r"|janv?\.?|f[ée]vr?\.?|avr\.?|juil\.?|sept\.?|oct\.?|nov\.?|d[ée]c\.?)"
)
_WEEKDAY = rf"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche){_S}+)"
_DAY = rf"(?:(?:\d{{1,2}}(?:er)?|premier|{_SPOKEN}))"
_TENS_YEAR = (
    rf"(?:(?:quarante|cinquante|soixante|septante|octante|nonante|quatre{_J}vingts?)"
    rf"(?:{_J}(?:et{_J})?{_SPOKEN})?)(?!\w)"
)
_SPOKEN_YEAR = (
    rf"(?:(?:mille{_J}neuf{_J}cents?|dix{_J}neuf{_J}cents?|deux{_J}mille)(?:{_J}(?:et{_J})?{_SPOKEN})?|\d{{4}}|"
    rf"\d{{2}}(?![\s\xa0]?(?:h|%|€|euros?|ans|heures))(?!\w))"
)
_FULL_DATE = rf"\b(?:(?:le|du|au){_S}+)?{_WEEKDAY}?{_DAY}{_S}+{_MONTH}(?:{_S}+(?:{_SPOKEN_YEAR}|{_TENS_YEAR}))?(?!\w)"
_NUMERIC_DATE = (
    rf"\b(?:(?:le|du|au){_S}+)?{_WEEKDAY}?(?:0?[1-9]|[12]\d|3[01])(?P<sep>[/.\-])(?:0?[1-9]|1[0-2])(?P=sep)(?:\d{{4}}|\d{{2}})(?![\w/])"
    rf"|(?<![\w/.,\-])(?:0[1-9]|[12]\d|3[01])/(?:0[1-9]|1[0-2])(?![\w/.\-])"
    rf"|(?<![\w/\-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\w)"
)
_BORN = (
    rf"\b(?:n[ée]{{1,2}}s?(?:\(e\)|·e|\.e)?|morte?s?|mari[ée]e?s?|divorc[ée]e?s?|d[ée]c[ée]d[ée]e?s?|naissance{_S}*:?|anniversaire{_S}*:?)(?:{_S}+(?:le|en|c'est|c’est|est))*{_S}+"
    rf"(?P<what>(?:{_MONTH}{_S}+)?(?:{_SPOKEN_YEAR}|{_TENS_YEAR})(?!\w)|(?:{_DAY}{_S}+{_MONTH})"
    rf"|{_DAY}{_S}+du{_S}+{_SPOKEN}{_S}+(?:{_SPOKEN_YEAR}|{_TENS_YEAR}|{_SPOKEN}))"
)
# Days that everybody shares: without a year, they point at nobody.
_HOLIDAYS: Final = re.compile(
    rf"(?:le{_S}+)?(?:(?:1er|premier){_S}+(?:mai|janvier)|8{_S}+mai|14{_S}+juillet|15{_S}+ao[ûu]t|11{_S}+novembre"
    rf"|1er{_S}+novembre|2[45]{_S}+d[ée]cembre|31{_S}+d[ée]cembre|8{_S}+mars)",
    re.IGNORECASE,
)

_WAY = (
    r"(?:rue|r\.|avenue|av\.|av|boulevard|boul\.|bd\.?|bld\.?|blvd\.?|place|pl\.|impasse|imp\.|all[ée]es?|all\.|chemin|ch\.|route|rte|"
    r"cours|quai|square|passage|r[ée]sidence|cit[ée]|lotissement|mont[ée]e|sentier|villa|faubourg|fbg|hameau|"
    r"lieu-dit|voie|esplanade|promenade|ruelle|traverse|rond-point|carrefour|venelle)"
)
_LINK = rf"(?:(?:de{_S}+la|du|des|de|la|le|les|aux?|à{_S}+la|à|sur|sous|en|et){_S}+|(?:de{_S}+l|d|l)['’])"
_SIZE = r"(?:vieux|vieille|grande?|petite?|bonn?e?|haute?|basse?|neuve?|belle?|deux|trois|quatre|sept)s?"
_CAP = r"[A-ZÀ-ÞŒ][\w’'\-]*"
_LOW = (
    r"(?!(?:de|du|des|la|le|les|et|où|qui|que|à|au|aux|en|dans|pour|avec|on|il|elle|ils|je|tu|mais|donc|y|ça|est|sont|"
    r"pas|par|sur|puis|quand|comme|ou|non|oui|ici|là|même|aussi|euh)\b|[a-z]['’])[a-zà-ÿœ][\w’'\-]*"
)
_NAME_OF_WAY = (
    rf"(?:{_LINK}){{0,2}}(?:{_CAP}(?:{_S}+(?:{_LINK}){{0,2}}{_CAP}){{0,4}}"
    rf"|\d{{1,2}}{_S}+{_LOW}(?:{_S}+{_CAP})?|(?:{_SIZE}{_S}+)?{_LOW}(?:{_S}+{_CAP}){{0,2}})"
)
_CAP_WAY = rf"(?:{_LINK}){{0,2}}{_CAP}(?:{_S}+(?:{_LINK}){{0,2}}{_CAP}){{0,4}}"
_TOWN = rf"(?:{_CAP}|{_LOW})(?:(?:{_S}|-)+{_CAP}){{0,4}}"
_NUMBER = rf"(?:\d{{1,4}}|(?!une?\b){_SPOKEN})(?:{_S}*(?:bis|ter|quater|[ABCD](?!\w)))?"
_POSTCODE = rf"(?:,?{_S}*(?:à{_S}+)?(?:[A-Z]-)?(?:\d{{2}}{_S}?\d{{3}}){_S}+{_TOWN})"
_INSIDE = (
    r"(?:(?:[Bb][âa]t(?:iment|\.)?|[Rr][ée]sidence|[Ii]mmeuble|[Aa]ppartement|[Aa]ppt?\.?|[Ee]scalier|[Ll]ot|[Hh]all)"
    rf"{_S}+[^,\n.;:]{{1,30}},{_S}*)"
)
_ADDRESS = (
    rf"\b{_INSIDE}{{0,3}}{_NUMBER}{_S}*,?{_S}+(?:(?:de{_S}+)?(?:la|le|l['’]){_S}*)?{_WAY}{_S}+"
    rf"{_NAME_OF_WAY}{_POSTCODE}?"
)
_LONG_WAY = (
    r"(?:Rue|Avenue|Boulevard|Place|Impasse|Allées?|Chemin|Route|Cours|Quai|Square|Passage|Montée|Sentier|Hameau|Traverse|Cité|Résidence"
    r"|Esplanade|Ruelle|Venelle)"
)
_ZONE = (
    rf"\b(?:ZA|ZI|ZAC|ZAE|[Zz]one{_S}+(?:artisanale|industrielle|d['’]activités?)){_S}+{_CAP_WAY}"
    rf"(?:,?{_S}+lot{_S}+\w{{1,4}})?{_POSTCODE}?"
)
# « rue des Lilas », « montée du Puits, au 9 »: no number in front, then a capital is asked.
_AT_NUMBER = (
    rf"(?:(?:,?{_S}+(?:au|num[ée]ro|n°){_S}*|,{_S}*)\d{{1,4}}(?!\d|{_S}*[a-zà-ÿ]{{2}})(?:{_S}*(?:bis|ter))?)?"
)
_STREET = rf"\b(?:{_LONG_WAY}|{_LONG_WAY.lower()}){_S}+{_CAP_WAY}{_AT_NUMBER}{_POSTCODE}?"
_POSTCODE_TOWN = (
    rf"(?<![\w.,])\d{{5}}{_S}+{_CAP}(?:(?:{_S}|-)+(?:(?:sur|sous|en|les|lès|le|la|de|du){_S}+)?{_CAP}){{0,3}}"
)
_CEDEX = rf"(?:{_S}+(?:cedex|CEDEX)(?:{_S}+\d{{1,2}})?)?"

# « j'habite dans le 69100 »: five digits that begin as a department, said as a place is.
_POSTCODE_ALONE = (
    rf"(?:(?i:\b(?:dans|au|le|du|code{_S}+postal(?:{_S}+(?:c['’]est|est))?{_S}*:?)){_S}+|^[^\S\n]*|[(,;][^\S\n]*)"
    r"(?P<what>(?:0[1-9]|[1-8]\d|9[0-5])\d{3}|97[1-6]\d\d)(?![\w]|[.,]\d|[^\S\n]\d)"
)

_NIR = (
    r"(?<!\w)[12][\s.\-]?\d\d[\s.\-]?(?:0[1-9]|1[0-2]|[2-9]\d)[\s.\-]?(?:\d\d|2[ABab])[\s.\-]?\d{3}[\s.\-]?\d{3}"
    r"(?:[\s.\-/]*\d\d)?(?!\w)"
)
_KEYED_ID = (
    r"(?i:\b(?:num[ée]ros?|n°|n[º°]s?|matricule|allocataire|identifiant|r[ée]f[ée]rence|dossier|immatricul\w+|siret|siren|"
    r"s[ée]cu(?:rit[ée]\s+sociale)?|titre\s+de\s+s[ée]jour|passeport|badge|écrou|RIB|IBAN)\b)[^.\n\d]{0,40}?"
    r"(?P<what>(?<!\w)(?:[A-Z]{1,4}[\s\-]?)?\d(?:[\s.\-/]?\d){3,}(?:[\s\-/]?[A-Z](?!\w))?|(?<!\w)\d{6,8}[\s]?[A-Z](?!\w))"
)
_LONG_ID = r"(?<![\w.,+/])(?:\d{7,}(?:[\s]?[A-Z](?!\w))?|[A-Z]{1,4}\d{5,}[A-Z]?|\d{2,6}(?:-\d{2,6}){2,4})(?!\w)"
_GROUPED_ID = (
    r"(?<![\w\-])(?=[A-Z0-9\-]*[A-Z])(?=(?:[A-Z\-]*\d){3})[A-Z0-9]{1,6}(?:-[A-Z0-9]{1,8}){2,5}(?![\w\-])"
    r"|(?<![\w\-])[A-Z]{1,4}-\d{4,}(?![\w\-])"
)
_HUNDREDS = rf"(?:(?:{UNIT}{_J})?cents?(?:{_J}{_SPOKEN})?|{_SPOKEN})(?!\w)"
_SPOKEN_ID = (
    r"\b(?:num[ée]ros?|matricule|allocataire|identifiant|r[ée]f[ée]rence|dossier|s[ée]cu(?:rit[ée]\s+sociale)?|licence)\b"
    rf"[^.\n]{{0,60}}?(?P<what>\b{_HUNDREDS}(?:[,;]?{_S}+(?:et{_S}+)?(?:la{_S}+cl[ée]{_S}+)?(?:euh,?{_S}+)?{_HUNDREDS}){{3,}})"
)
_IBAN = r"\b[A-Z]{2}\d{2}(?:[\s]?[\dA-Z]{4}){4,7}(?:[\s]?[\dA-Z]{1,3})?\b"
_PLATE = r"(?<![\w-])[A-HJ-NP-TV-Z]{2}[\s\-]\d{3}[\s\-][A-HJ-NP-TV-Z]{2}(?![\w-])"
_LOGIN = (
    r"(?i:\b(?:identifiant|login|pseudo|mot{_S}de{_S}passe|compte)\b)[^\w\n]{1,4}(?:(?i:c['’]est|est|était|:)[^\w\n]{1,4})?"
    r"(?P<what>[A-Za-z][\w.\-]*\d[\w.\-]*)"
).replace("{_S}", _S)
_TWO_PARTS = r"(?<![\w.,+/\-])\d{4}-\d{3,6}(?:-[A-Z])?(?![\w\-])"
_SITE = (
    r"(?<![\w@./])[a-z0-9][\w\-]*(?:\.[\w\-]+)*"
    r"\.(?:com|org|net|fr|eu|info|be|ch|io|asso|coop|bzh|gouv)(?:/[^\s<>«»\",;]+)?(?![\w@])"
)
_URL = r"(?:https?://|www\.)[^\s<>«»\"]+[^\s<>«»\".,;:!?)\]]"
_HANDLE = r"(?<![\w@.])@[A-Za-z_][\w.]{2,}\w"

_ALL: Final[tuple[tuple[NameType, str, str, int], ...]] = (
    ("EMAIL", "mail", _EMAIL, re.IGNORECASE),
    ("EMAIL", "dictated mail", _DICTATED_EMAIL, re.IGNORECASE),
    ("ID", "web address", _URL, re.IGNORECASE),
    ("ID", "web address", _SITE, 0),
    ("ID", "account", _HANDLE, 0),
    ("ID", "account", _LOGIN, 0),
    ("ID", "number", _TWO_PARTS, 0),
    ("ID", "bank account", _IBAN, 0),
    ("PHONE", "telephone", _PHONE, 0),
    ("PHONE", "telephone", _FOREIGN_PHONE, 0),
    ("ID", "social security number", _NIR, 0),
    ("DATE", "date", _NUMERIC_DATE, re.IGNORECASE),
    ("DATE", "date", _FULL_DATE, re.IGNORECASE),
    ("DATE", "birth", _BORN, re.IGNORECASE),
    ("ADDRESS", "address", _ADDRESS, 0),
    ("ADDRESS", "street", _STREET, 0),
    ("ADDRESS", "street", _ZONE, 0),
    ("ADDRESS", "postcode", _POSTCODE_TOWN + _CEDEX, 0),
    ("ADDRESS", "postcode alone", _POSTCODE_ALONE, re.MULTILINE),
    ("ID", "number", _KEYED_ID, 0),
    ("ID", "number", _LONG_ID, 0),
    ("ID", "number plate", _PLATE, 0),
    ("ID", "number", _GROUPED_ID, 0),
    ("ID", "dictated number", _SPOKEN_ID, re.IGNORECASE),
)
_COMPILED: Final = tuple((type, why, re.compile(pattern, flags)) for type, why, pattern, flags in _ALL)
_AMOUNT: Final = re.compile(
    rf"{_S}*(?:€|euros?|francs?|personnes|habitants|balles|nets?|bruts?|mètres|volts|watts|pas|m2|m²|km|fois)\b",
    re.IGNORECASE,
)


def shaped(text: str) -> Iterator[Candidate]:
    """Yield what has the shape of a telephone, a mail, an address, a date or an identifier; they may overlap."""
    yield from dictated(text)
    for type, why, pattern in _COMPILED:
        for match in pattern.finditer(text):
            group = "what" if "what" in pattern.groupindex else 0
            # A line break ends a turn or a line: what goes on after it is another candidate.
            for piece in re.finditer(r"[^\n]+", text[slice(*match.span(group))]):
                start, end = (match.start(group) + at for at in piece.span())
                while end > start and text[end - 1] in " \xa0\u202f,.;:-…":
                    end -= 1
                while start < end and text[start] in " \xa0\u202f,.;:-…":
                    start += 1
                if type == "ADDRESS":
                    end = _without_town(text, start, end)
                if (
                    end > start
                    and any(map(str.isalnum, text[start:end]))
                    and not _excused(type, why, text, start, end)
                ):
                    yield Candidate(start, end, text[start:end], type, why)


def _without_town(text: str, start: int, end: int) -> int:
    """Return where an address ends: « 9 rue Pasteur à Givors » is one and a town, « rue du Four à Chaux » is one."""
    for match in re.finditer(rf"{_S}+à{_S}+(?=[A-ZÀ-Þ])", text[start:end]):
        if is_town(text[start + match.end() : end]):
            return start + match.start()
    return end


def _excused(type: str, why: str, text: str, start: int, end: int) -> bool:
    words = text[start:end]
    if type == "DATE":
        if re.fullmatch(r"\D+\bsept", words):
            return True  # « zéro sept » is no day of September
        return bool(_HOLIDAYS.fullmatch(words)) and why != "birth"
    if type == "PHONE" and why == "telephone":
        # « CM 01 24.10.03 01 »: a date between two numbers of an inventory.
        return bool(re.search(r"[^\S\n]\d\d([./-])\d\d\1\d\d(?![./-]?\d)", words))
    if why == "postcode alone":
        return bool(_AMOUNT.match(text, end))
    if type == "ID" and why == "number":
        if re.fullmatch(r"(?:1[5-9]|20)\d\d-(?:1[5-9]|20)\d\d", words):
            return True  # « 2020-2021 »: two years
        digits = sum(char.isdigit() for char in words)
        return digits < 4 or bool(_AMOUNT.match(text, end))
    return False
