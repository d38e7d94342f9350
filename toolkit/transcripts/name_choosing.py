"""Choose replacements that say as much about people as their names did, no more, and give each to one person only."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from typing import Final

from toolkit.language.gazetteer import surname_groups
from toolkit.language.stock import (
    given_stock,
    joined_given_stock,
    joined_surname_stock,
    known_first_name,
    nickname_stock,
    nicknames,
    short_forms,
    surname_stock,
)
from toolkit.model.text import fold
from toolkit.transcripts.agreeing import elides
from toolkit.transcripts.forms import NameDecision, form_key, pieces
from toolkit.transcripts.ordinary import FOLDED_HOMOGRAPHS
from toolkit.transcripts.persons import PARTICLES, Parts

_LETTERS: Final = "RLDPTGVFNSCBMJHKAEIOUWZYQX"
_USED_UP: Final = "\0"
_FRENCH: Final = frozenset(("ancien", "milieu", "jeune"))


class Stock:
    """Names still free: none is a real name of the study, nor a part or a lengthening of one, nor given already."""

    def __init__(self, real: Iterable[str], taken: Iterable[str], used: Iterable[str]):
        self._real = {word for word in real if len(word) > 1}
        self._taken = {*taken}
        self._parts = {part for word in self._real for part in _parts_of(word)}
        self._near = {one for word in self._real if len(word) > 3 for one in _without_a_letter(word)} | self._real
        self.used = {*used}
        self._pools: dict[object, dict[bool, list[tuple[str, str]]]] = {}

    def pick(self, name: object, names: Callable[[], Iterable[str]], key: str) -> str:
        """Return the first free name of a pool, that elides as the old one and looks unlike it, or nothing."""
        if name not in self._pools:
            free = [(one, fold(one)) for one in names() if self.is_free(one)]
            free.sort(key=lambda pair: self._is_near(pair[1]))
            self._pools[name] = {
                vowel: [pair for pair in reversed(free) if elides(pair[0]) == vowel] for vowel in (False, True)
            }
        vowel = elides(key)
        for bucket, unlike in ((vowel, True), (vowel, False), (not vowel, False)):
            pool = self._pools[name][bucket]
            for at in range(len(pool) - 1, -1, -1):
                one, folded = pool[at]
                if folded in self.used:
                    del pool[at]
                elif not unlike or folded[0] != key[0]:
                    del pool[at]
                    self.use(one)
                    return one
        return ""

    def use(self, name: str) -> None:
        """Keep a name from being given again."""
        self.used |= {fold(name), *form_key(name)}

    def is_free(self, name: str) -> bool:
        """Tell whether a name is neither real, nor a part of a real one, nor made from one."""
        for word in _words_of(name):
            if word in self._real or word in self._taken or (len(word) > 2 and word in self._parts):
                return False
            if not self._real.isdisjoint(_parts_of(word)):
                return False
        return True

    def _is_near(self, word: str) -> bool:
        """Tell whether a name is one letter away from a real one, or is also an ordinary word."""
        return word in FOLDED_HOMOGRAPHS or word in self._near or not self._near.isdisjoint(_without_a_letter(word))


@lru_cache(maxsize=20_000)
def _words_of(name: str) -> frozenset[str]:
    return frozenset((fold(name), *form_key(name))) - PARTICLES


@lru_cache(maxsize=20_000)
def _parts_of(word: str) -> frozenset[str]:
    """Return the beginnings of three letters or more of a word, and what four letters or more it holds."""
    return frozenset(word[i:j] for i in range(len(word)) for j in range(i + 3, len(word) + 1) if i == 0 or j - i > 3)


@lru_cache(maxsize=20_000)
def _without_a_letter(word: str) -> frozenset[str]:
    return frozenset(word[:i] + word[i + 1 :] for i in range(len(word)))


class NameChooser:
    """Gives each word of a name its replacement, once for the whole study."""

    def __init__(self, stock: Stock, heard: Iterable[str] = ()):
        self._stock = stock
        # Who is also called by a nickname gets a first name that has one too.
        self._shortened = {_key(one.short_for) for word in heard for one in nicknames().get(fold(word), ())} - {""}
        self._words: dict[str, str] = {}
        self._letters: dict[str, str] = {}
        self._exhausted: dict[object, int] = {}

    def learn(self, old: Parts, new: Parts, decision: NameDecision) -> None:
        """Keep the words of a replacement that was already decided."""
        pairs = list(zip(old.given, new.given, strict=False)) if len(old.given) == len(new.given) else []
        if old.family and new.family:
            pairs.append((old.family, new.family))
        if old.nickname and (new.nickname or new.given or new.family):
            pairs.append((old.nickname, new.nickname or new.given[0] if new.given else new.nickname or new.family))
        if old.initials and new.initials:
            self._letters.update(dict(zip(_letters(old.initials), _letters(new.initials), strict=False)))
        if not pairs and len(pieces(decision.form)) == 1:
            pairs.append((decision.form, decision.replacement))
        for a, b in pairs:
            self._words.setdefault(_key(a), b)

    def person(self, parts: Parts, gender: str, group: object, siblings: Sequence[Parts]) -> str:
        """Return the replacement of a form, part for part; ``siblings`` are the other forms of the person."""
        if parts.initials:
            return parts.head + self._initials(parts.initials, siblings, parts)
        given = [self._given(word, gender, siblings) for word in parts.given]
        family = [self._family(parts.family)] if parts.family else []
        alone = [self._nickname(parts.nickname, gender, siblings)] if parts.nickname else []
        made = family + given if parts.turned else given + alone + family
        if _USED_UP in made:
            return f"[personne {self._exhausted.setdefault(group, len(self._exhausted) + 1)}]"
        return parts.head + " ".join(made)

    def _given(self, word: str, gender: str, siblings: Sequence[Parts]) -> str:
        key = _key(word)
        if key not in self._words:
            own = known_first_name(key.replace(" ", "-")) or known_first_name(key.split()[0])
            kind = own.gender if own and own.gender != "x" else gender or "x"
            group = own.group if own else "milieu"
            if own and own.gender == "x":
                group = "milieu"
            short = key in self._shortened or any(one.nickname for one in siblings)
            self._words[key] = self._from_given(kind, group, key, short=short)
        return self._words[key]

    def _from_given(self, kind: str, group: str, key: str, *, short: bool) -> str:
        shortened = partial(_with_short, given_stock(kind, group))
        if short and kind != "x" and (made := self._stock.pick(("short", kind, group), shortened, key)):
            return made
        if made := self._stock.pick((kind, group), lambda: given_stock(kind, group), key):
            return made
        if kind == "x":
            # A surname tells neither a woman nor a man.
            return self._from_surnames("france", key)
        return self._stock.pick(("joined", kind), lambda: joined_given_stock(kind), key) or _USED_UP

    def _family(self, family: str) -> str:
        key = _key(family)
        if key not in self._words:
            group = surname_groups().get(key, "france")
            self._words[key] = self._from_surnames(group, key)
        return self._words[key]

    def _from_surnames(self, group: str, key: str) -> str:
        for one in dict.fromkeys((group, "france")):
            if made := self._stock.pick(("family", one), partial(surname_stock, one), key):
                return made
            if made := self._stock.pick(("double", one), partial(joined_surname_stock, one), key):
                return made
        return _USED_UP

    def _nickname(self, word: str, gender: str, siblings: Sequence[Parts]) -> str:
        key = _key(word)
        if key in self._words:
            return self._words[key]
        whole = [one.short_for for one in nicknames().get(fold(word), ()) if one.short_for]
        for names_of in (*(parts.given for parts in siblings), whole):
            for name in names_of:
                new = self._words.get(_key(name), "")
                for one in short_forms().get(fold(new), ()):
                    if self._stock.is_free(one) and fold(one) not in self._stock.used:
                        self._stock.use(one)
                        self._words[key] = one
                        return one
        kinds: tuple[str, ...] = (gender,) if gender else ("x",)
        known = {one.gender for one in nicknames().get(fold(word), ())}
        if not gender and len(known) == 1:
            kinds = tuple(known)
        short = any(one.short_for for one in nicknames().get(fold(word), ()))
        names = tuple(name for kind in kinds for name in nickname_stock(kind))
        if short:
            names = tuple(sorted(names, key=lambda name: not any(one.short_for for one in nicknames()[fold(name)])))
        made = self._stock.pick(("nickname", kinds, short), lambda: names, key)
        made = made or self._stock.pick(("nickname", "x"), lambda: nickname_stock("x"), key)
        self._words[key] = made or self._given(word, gender, ())
        return self._words[key]

    def _initials(self, initials: str, siblings: Sequence[Parts], own: Parts) -> str:
        """Return other initials: those of the replacement of the name that they fit, else letters of their own."""
        cut = _letters(initials)
        whole = self._fitting(cut, siblings)
        out, rank = "", 0
        for char in initials:
            if not char.isalpha():
                out += char
                continue
            new = whole[rank] if rank < len(whole) else self._letter(char)
            out += new if char.isupper() else new.lower()
            rank += 1
        # Initials that are a form of the study in their turn would bring it back.
        return out if own.head or len(cut) == 1 or self._stock.is_free(out) else self._other(out, cut)

    def _fitting(self, cut: str, siblings: Sequence[Parts]) -> str:
        fits: set[str] = set()
        for parts in siblings:
            words = [*parts.given, parts.family] if len(cut) > 1 else [parts.family]
            if all(words) and _key("".join(word[0] for word in words)) == _key(cut):
                new = [self._words.get(_key(word), "") for word in words]
                if all(new) and _USED_UP not in new and _key("".join(one[0] for one in new)) != _key(cut):
                    fits.add("".join(word[0].upper() for word in new))
        return fits.pop() if len(fits) == 1 else ""

    def _letter(self, char: str) -> str:
        key = fold(char)
        if key not in self._letters:
            used = {*self._letters.values()}
            vowel = elides(char)
            free = [one for one in _LETTERS if one not in used and fold(one) != key]
            same = [one for one in free if elides(one) == vowel]
            self._letters[key] = (same or free or [one for one in _LETTERS if fold(one) != key])[0]
        return self._letters[key]

    def _other(self, out: str, cut: str) -> str:
        for first in _LETTERS:
            made = first + out[1:]
            if fold(first) != fold(cut[0]) and self._stock.is_free(made):
                return made
        return out


def _with_short(names: Iterable[str]) -> list[str]:
    return [name for name in names if fold(name) in short_forms()]


def _letters(initials: str) -> str:
    return "".join(char for char in initials if char.isalpha())


def _key(word: str) -> str:
    words = fold(word).replace("-", " ").split()
    return " ".join(one for one in words if one not in PARTICLES) or " ".join(words)
