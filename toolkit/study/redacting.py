"""Erase for ever, everywhere that Carnet reaches: the copies, the files of the folder, then the study itself.

The intention is written first and taken away last. The study is erased after everything else, since its words are
what the rest is searched with: whatever the instant of an interruption, the next opening can finish.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.errors import StudyLocked, ToolkitError, UnknownParticipant
from toolkit.i18n import _
from toolkit.model.catching_up import after
from toolkit.model.people import Participant
from toolkit.model.placeholders import neutral_label
from toolkit.model.redaction import Holdings, Plan
from toolkit.model.texts import Transcript
from toolkit.model.voices import is_alone, labels_of
from toolkit.model.withdrawal import Withdrawal
from toolkit.study.alone import alone
from toolkit.study.copies import (
    CopyMade,
    Registered,
    clear_leftovers,
    databases,
    packs,
    redact_copy,
    register,
    registered,
)
from toolkit.study.files_scrubbed import Folder, Texts, scrub_folder, texts_of
from toolkit.study.packs_scrubbed import redact_pack
from toolkit.study.receipt import Receipt, receipt_of

if TYPE_CHECKING:
    from toolkit.model.redaction import Erasure
    from toolkit.study.book import Study

NAMES = "names"
"""What the intention says of names found late: the names themselves are written nowhere."""


@dataclass(slots=True)
class Done:
    """All that a redaction did, for its receipt."""

    rule: "Erasure"
    plan: Plan
    head: str = ""
    finished: bool = True
    again: bool = False
    rehearsal: bool = False
    copies: list[CopyMade] = field(default_factory=list)
    elsewhere: list[Registered] = field(default_factory=list)
    folder: Folder = field(default_factory=Folder)
    before: dict[str, int] = field(default_factory=dict)
    after: dict[str, int] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        """Who left; empty for names."""
        return self.rule.subject

    def shown(self, path: Path, folder: Path) -> str:
        """Return a path as a receipt may show it: in the folder of the study, or whole; names masked."""
        inside = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)
        return self.rule.masked(inside)


@dataclass(frozen=True, slots=True)
class _Work:
    """What is the same for every copy: the texts that change, whether counts grow old, who erases and why."""

    texts: Texts
    outdates: bool
    how: dict[str, Any]


def withdraw(study: "Study", participant: str, *, coder: str | None = None, rehearse: bool = False) -> Receipt:
    """Take a participant out of a study and of all that Carnet holds of it; return the receipt.

    A second time finishes what may be left. Raises ``UnknownParticipant`` for somebody whom the study never held.
    """
    from toolkit.store.redaction import edits_of, ever_held, participants_of, redactions, withdrawn

    store = study._store
    if not ever_held(store, Participant.shelf, participant):
        raise UnknownParticipant(participant, store.ids(Participant.shelf))
    again = participant in withdrawn(store) and store.get(Participant.shelf, participant) is None
    stayed = [
        state
        for action in redactions(store)
        if participant in participants_of(action)
        for state in edits_of(store, action)
    ]
    cut = tuple(noun for _key, noun in stayed if isinstance(noun, Transcript))
    gone = frozenset(id for (shelf, id), noun in stayed if shelf == Transcript.shelf and noun is None) - set(
        store.ids(Transcript.shelf)
    )
    rule = Withdrawal(participant, cut=cut, gone=gone)
    return redact(study, rule, coder=coder, rehearse=rehearse, again=again)


def redact(
    study: "Study", rule: "Erasure", *, coder: str | None = None, rehearse: bool = False, again: bool = False
) -> Receipt:
    """Erase for ever what a rule finds, in the study, its copies and its folder; return the receipt.

    ``rehearse`` only tells what would go. Raises ``CannotWrite`` or ``StudyLocked``: what was erased before stays
    erased, the rest is as it was, and the next opening (of a withdrawal) or the same command finishes. Raises
    ``StudyLocked`` too while another window erases.
    """
    if rehearse:
        return _redact(study, rule, coder, rehearse, again)
    with alone(study.folder):
        return _redact(study, rule, coder, rehearse, again)


def _redact(study: "Study", rule: "Erasure", coder: str | None, rehearse: bool, again: bool) -> Receipt:
    from toolkit.store import redaction
    from toolkit.store.copies import origin_of

    store, coder = study._store, study.coder if coder is None else coder
    head, held = store.head(), redaction.holdings(store)
    first = rule = rule.learn(held)
    plan = rule(held)
    done = Done(rule, plan, before=_sizes(held), again=again, rehearsal=rehearse)
    target = redaction.target_of([rule.subject] if rule.subject else [])
    texts = texts_of(held, plan)
    # What was counted after a person left does not count them.
    outdates = rule.outdates and not again
    if rehearse:
        how = {"coder": coder, "target": target, "origin": origin_of(store), "rehearse": study.folder}
        rule = _copies(study, rule, _Work(texts, outdates, how), done)
        done.folder = scrub_folder(study.folder, rule, texts, write=False, outdates=outdates)
        return receipt_of(study, done)
    with study._keeper.held():  # a snapshot begun before would end after, with all that goes
        _intend(study, target or NAMES)
        clear_leftovers(study.folder)
        work = _Work(texts, outdates, {"coder": coder, "target": target, "origin": origin_of(store)})
        rule = _copies(study, rule, work, done)
        done.folder = scrub_folder(study.folder, rule, texts, outdates=outdates)
        known = (head, plan) if rule.known == first.known else None
        made = redaction.redact(store, rule, coder=coder, target=target, known=known)
        # Somebody who opened the study meanwhile may have kept a snapshot of it.
        _late_copies(study, rule, work, done)
        done.finished = redaction.sweep(store)
        _intend(study, None)
    done.plan, done.head = made.plan, store.head()
    done.after = _sizes(after(held, made.plan))
    study.refresh()
    return receipt_of(study, done)


def _intend(study: "Study", what: str | None) -> None:
    from toolkit.store.redaction import INTENDED, set_note

    set_note(study._store, INTENDED, what)


def _copies(study: "Study", rule: "Erasure", work: _Work, done: Done) -> "Erasure":
    """Erase in each copy and pack that can be reached; return the rule that knows what they all held."""
    rule = _late_copies(study, rule, work, done)
    inside = list(packs(study.folder))
    for path in inside:
        made, rule = redact_pack(path, rule, work.texts, outdates=work.outdates, **work.how)
        done.copies.append(made)
    elsewhere, kept = registered(study.folder), []
    for one in elsewhere:
        if one.path.is_absolute() and one.path.is_relative_to(study.folder):
            kept.append(one)
            continue
        if not one.path.is_file():
            done.elsewhere.append(one)
            kept.append(one)
            continue
        if one.kind == "pack":
            made, rule = redact_pack(one.path, rule, work.texts, outdates=work.outdates, **work.how)
        else:
            made, rule = redact_copy(one.path, rule, **work.how)
        done.copies.append(made)
        head = {"head": made.head} if made.head else {}
        kept.append(Registered(made.path, one.kind, {**one.entry, "path": str(made.path), **head}))
    if kept != elsewhere and "rehearse" not in work.how:
        register(study.folder, kept)
    return rule


def _late_copies(study: "Study", rule: "Erasure", work: _Work, done: Done) -> "Erasure":
    """Erase in each copy of the folder that was not seen yet."""
    seen = {made.path for made in done.copies}
    for path in [path for path in databases(study.folder) if path not in seen]:
        try:
            own = path.is_relative_to(study.folder / "backups")
            made, rule = redact_copy(path, rule, expendable=own, **work.how)
        except FileNotFoundError:
            continue  # an old snapshot that another window has just put away
        done.copies.append(made)
    return rule


def resume(study: "Study") -> bool:
    """Finish what an interruption left of a redaction, and say it in the notes; called when a study is opened.

    Returns whether all is quiet: while another window erases, no snapshot is to be kept.
    """
    from toolkit.store import redaction

    store = study._store
    intended = redaction.note(store, redaction.INTENDED)
    try:
        if intended is None:
            if not redaction.sweep(store, patience=0):
                store.notes.append(_not_yet())
            return True
        if intended == NAMES:
            store.notes.append(
                _("Taking names out of this study was interrupted: run “carnet redact --names” again to finish.")
            )
            return True
        for participant in intended.split(" ")[1:]:
            withdraw(study, participant)
            store.notes.append(_("The withdrawal of {id} had been interrupted: it is now finished.", id=participant))
    except StudyLocked:
        store.notes.append(_("Another window is erasing for ever in this study: wait until it has finished."))
        return False
    except (ToolkitError, OSError):
        store.notes.append(_("A withdrawal was interrupted and could not be finished: run “carnet withdraw” again."))
    return True


def _not_yet() -> str:
    return _("Somebody reads this study: the last traces of what was erased go at the next opening.")


def _sizes(held: Holdings) -> dict[str, int]:
    from toolkit.model.plain import NOUNS

    sizes = {shelf: len(held.living(kind)) for shelf, kind in NOUNS.items()}
    for coding in held.living(NOUNS["codings"]):
        key = f"code {getattr(coding, 'code', '')}"
        sizes[key] = sizes.get(key, 0) + 1
    return sizes


@dataclass(frozen=True, slots=True)
class Whose:
    """The texts of a participant: those that go whole, the groups cut back, what they were called in them."""

    gone: tuple[str, ...]
    cut: tuple[str, ...]
    labels: tuple[str, ...]


def whose(study: "Study", participant: str) -> Whose:
    """Return the texts of a participant, also of one who left already: what the coffre must forget."""
    from toolkit.store import redaction

    held = redaction.holdings(study._store)
    labels = {label for state in held.every(Transcript) for label in labels_of(state, participant)}
    gone: set[str] = set()
    cut = {text.id for text in held.living(Transcript) if labels_of(text, participant)}
    for key in held.keys_of(Transcript):
        states = [state for state in held.states(key) if isinstance(state, Transcript)]
        if key[1] in cut and is_alone(states[-1], participant):
            cut.remove(key[1])
            gone.add(key[1])
        elif held.get(*key) is None and any(labels_of(state, participant) for state in states):
            gone.add(key[1])
    for action in redaction.redactions(study._store):
        if participant not in redaction.participants_of(action):
            continue
        for (shelf, id), stays in redaction.edits_of(study._store, action):
            if isinstance(stays, Transcript) and any(one.label.startswith(neutral_label()) for one in stays.speakers):
                cut.add(id)
            elif shelf == Transcript.shelf and stays is None and held.get(shelf, id) is None:
                gone.add(id)
    return Whose(tuple(sorted(gone)), tuple(sorted(cut - gone)), tuple(sorted(labels)))
