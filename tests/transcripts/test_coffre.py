"""The coffre as a whole: files of any size, interruptions at each writing, damage, corrected texts, its end."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.errors import CannotWrite, Refused, ToolkitError, UnreadableFile
from toolkit.formats.coffre_places import coffre_of, coffre_place, read_head, remember, reminder
from toolkit.transcripts import coffre_keeping
from toolkit.transcripts.coffre_destroying import UNDER_WAY, destroy, holding
from toolkit.transcripts.coffre_files import TABLE, Coffre, new_coffre, open_coffre
from toolkit.transcripts.coffre_status import status_of
from toolkit.transcripts.correspondence import Correspondence, Document, sealed, unsealed
from toolkit.transcripts.forms import NameDecision
from toolkit.transcripts.reidentifying import reidentified
from toolkit.transcripts.replacements import pseudonymise

WORDS = "cheval pile agrafe"
NAMES = [
    NameDecision("Zohra", "PERSON", "accepted", "Farida"),
    NameDecision("Enzo", "PERSON", "accepted", "Hugo"),
    NameDecision("Alice", "PERSON", "accepted", "Colette"),
]
TEXT = "Zohra : l’avis d’Alice 🙂\nQ : Et enzo ?\nZohra : ENZO, oui.\n"


@pytest.fixture
def coffre(tmp_path) -> Coffre:
    return new_coffre(tmp_path / "coffre", tmp_path / "etude", WORDS, "2090-09-30", scrypt_n=2)


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# — files —


def test_a_recording_is_copied_in_pieces_and_read_back(coffre, tmp_path, monkeypatch):
    path = tmp_path / "Entretien Zohra.m4a"
    path.write_bytes(os.urandom(700_000))
    monkeypatch.setattr(coffre_keeping, "BLOCK", 1 << 16)
    monkeypatch.setattr(Path, "read_bytes", lambda _self: pytest.fail("read whole in memory"))
    steps = []

    kept = coffre.keep(path, document="E01", step=steps.append)
    monkeypatch.undo()

    assert (kept.folder, kept.size, sum(steps), max(steps)) == ("audio", 700_000, 700_000, 1 << 16)
    assert (coffre.folder / "audio" / path.name).read_bytes() == path.read_bytes()
    assert kept.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    coffre.save()
    assert open_coffre(coffre.folder, WORDS).table.kept == (kept,)
    assert "Zohra" not in repr(kept) + repr(coffre)


def test_a_proof_of_consent_has_its_folder_and_an_equal_file_is_kept_once(coffre, tmp_path):
    path = tmp_path / "accord.pdf"
    path.write_bytes(b"%PDF")

    coffre.keep(path, sort="proof")
    coffre.keep(path, sort="proof")

    assert [one.name for one in (coffre.folder / "consentements").iterdir()] == ["accord.pdf"]
    assert len(coffre.table.kept) == 1


def test_a_copy_that_does_not_read_back_is_thrown_away(coffre, tmp_path, monkeypatch):
    path = tmp_path / "voix.wav"
    path.write_bytes(b"RIFF" * 100)
    monkeypatch.setattr(coffre_keeping, "_blocks", lambda _path: iter([b"other"]))

    with pytest.raises(UnreadableFile):
        coffre.keep(path)

    assert list((coffre.folder / "audio").iterdir()) == []
    assert coffre.table.kept == ()


def test_a_file_lost_changed_or_unknown_is_told(coffre, tmp_path):
    for name in ("a.wav", "b.wav", "c.wav"):
        (tmp_path / name).write_bytes(name.encode() * 9)
        coffre.keep(tmp_path / name)
    (coffre.folder / "audio" / "a.wav").unlink()
    (coffre.folder / "audio" / "b.wav").write_bytes(b"B.wav" * 9)
    (coffre.folder / "audio" / "d.wav").write_bytes(b"")

    told = status_of(coffre, check=True)

    assert (told.files, told.missing, told.changed, told.unknown) == (3, 1, 1, 1)
    assert len(told.faults()) == 2
    assert status_of(coffre).changed == 0


# — reminder, places, studies —


@pytest.mark.parametrize(("days", "said"), [(31, False), (30, True), (1, True), (0, True), (-1, True), (-400, True)])
def test_the_destruction_is_recalled_a_month_before_and_once_it_is_late(tmp_path, days, said):
    day = date.today() + timedelta(days=days)
    made = new_coffre(tmp_path / "c", None, WORDS, day.isoformat(), scrypt_n=2)

    told = reminder(made.folder)

    assert (told is not None) == said
    assert read_head(made.folder).days_left() == days
    assert told is None or "carnet coffre" in told


def test_a_coffre_elsewhere_is_remembered_by_its_study_as_long_as_it_is_there(coffre, tmp_path):
    study = tmp_path / "etude"
    study.mkdir()
    elsewhere = new_coffre(tmp_path / "clé" / "c", study, WORDS, "2090-01-01", scrypt_n=2)

    remember(study, elsewhere.folder)

    assert coffre_of(study) == elsewhere.folder.resolve()
    (elsewhere.folder / TABLE).unlink()
    assert coffre_of(study) == coffre_place(study)


def test_a_coffre_is_tied_to_the_first_study_that_it_serves_and_refuses_another(coffre):
    first = open_coffre(coffre.folder, WORDS, study="a" * 64)
    first.save()

    assert read_head(coffre.folder).study == "a" * 64
    assert open_coffre(coffre.folder, WORDS).table.study == "a" * 64
    with pytest.raises(Refused, match="--adopt"):
        open_coffre(coffre.folder, WORDS, study="b" * 64)


# — damage —


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_changed_byte_or_cut_end_is_said_and_nothing_comes_out(data):
    whole = SEALED
    cut = data.draw(st.booleans())
    place = data.draw(st.integers(0, len(whole) - 1))
    made = whole[:place] if cut else bytearray(whole)
    if not cut:
        made[place] ^= data.draw(st.integers(1, 255))

    with pytest.raises(UnreadableFile) as caught:
        unsealed(bytes(made), WORDS)

    assert "Zohra" not in str(caught.value)
    assert caught.value.hint


SEALED = sealed(Correspondence("2090-01-01", entries=tuple(NAMES), study="a" * 64), WORDS, n=2)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_no_file_whatever_it_holds_opens_or_raises_anything_else(data, summed):
    if summed:
        data = b"CARNETCT" + len(data).to_bytes(4, "big") + data
        data += hashlib.sha256(data).digest()

    with pytest.raises(ToolkitError):
        unsealed(data, WORDS)


def test_the_head_that_reminds_cannot_be_changed_without_being_seen(coffre):
    path = coffre.folder / TABLE
    data = path.read_bytes()[:-32].replace(b"2090-09-30", b"2099-09-30")
    path.write_bytes(data + hashlib.sha256(data).digest())

    with pytest.raises(UnreadableFile):
        open_coffre(coffre.folder, WORDS)


def test_a_coffre_of_a_later_version_is_left_alone(monkeypatch, coffre):
    from toolkit.transcripts import correspondence

    monkeypatch.setattr(correspondence, "VERSION", 99)
    coffre.save()
    monkeypatch.undo()

    with pytest.raises(UnreadableFile, match=r"postérieure|later"):
        open_coffre(coffre.folder, WORDS)


def test_a_coffre_of_the_first_version_opens_and_becomes_one_of_today(tmp_path):
    import json

    from toolkit.model.plain import to_plain

    made = pseudonymise(TEXT, NAMES)
    document = to_plain(Document("E01", made.spans, made.original_sha256, ""))
    document.pop("text")
    plain = {"destroy_on": "2090-01-01", "created": "", "version": 1, "documents": [document]}
    plain["entries"] = [to_plain(entry) for entry in NAMES]
    (tmp_path / "brut").mkdir()
    (tmp_path / TABLE).write_bytes(first_version(json.dumps(plain)))

    opened = open_coffre(tmp_path, WORDS)
    opened.save()

    again = open_coffre(tmp_path, WORDS)
    assert again.restore("E01", made.text) == TEXT
    assert (again.table.version, read_head(tmp_path).destroy_on) == (2, "2090-01-01")
    with pytest.raises(Refused):
        again.restore("E01")


def first_version(plain: str) -> bytes:
    """Seal as the first version did: nothing in clear but how the key is drawn."""
    import json

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    salt, nonce = os.urandom(16), os.urandom(12)
    derived = Scrypt(salt=salt, length=64, n=2, r=8, p=1).derive(WORDS.encode())
    check = hashlib.sha256(b"carnet check" + derived[32:]).hexdigest()
    header = {"version": 1, "kdf": "scrypt", "n": 2, "r": 8, "p": 1, "salt": salt.hex(), "check": check}
    head = json.dumps({**header, "nonce": nonce.hex()}, sort_keys=True).encode()
    opening = b"CARNETCT" + len(head).to_bytes(4, "big") + head
    data = opening + AESGCM(derived[:32]).encrypt(nonce, plain.encode(), opening)
    return data + hashlib.sha256(data).digest()


def test_another_passphrase_takes_the_place_of_the_first_in_one_gesture(coffre, monkeypatch):
    coffre.add_entries(NAMES)
    coffre.save()
    before = (coffre.folder / TABLE).read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", lambda _self, _target: (_ for _ in ()).throw(OSError(28, "full")))
        with pytest.raises(CannotWrite):
            coffre.change_passphrase("une autre phrase")
    assert (coffre.folder / TABLE).read_bytes() == before

    coffre.change_passphrase("une autre phrase")

    assert open_coffre(coffre.folder, "une autre phrase").table.entries == tuple(NAMES)
    with pytest.raises(Refused):
        open_coffre(coffre.folder, WORDS)


# — giving back —

LETTERS = st.text(st.sampled_from("ZohraEnzAlic ’dé🙂\n:,"), max_size=60)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Zohra", "ENZO", "d’Alice", "de zohra", " 🙂 ", "oui, ", "\n", "Q : ", "e\u0301"]),
        max_size=30,
    )
)
def test_the_original_comes_back_exactly_through_the_sealed_file(parts):
    text = "".join(parts)
    made = pseudonymise(text, NAMES)
    table = Correspondence(documents=(Document("E01", made.spans, made.original_sha256, "", text=made.text),))

    again = unsealed(sealed(replace(table, entries=tuple(NAMES)), WORDS, n=2), WORDS)

    assert again.restore("E01", made.text) == text
    if made.text:
        assert again.restore("E01") == text


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 80), st.integers(0, 12), LETTERS)
def test_in_a_corrected_text_each_name_is_put_back_or_listed(at, size, put):
    made = pseudonymise(TEXT, NAMES)
    document = Document(
        "E01", made.spans, made.original_sha256, hashlib.sha256(made.text.encode()).hexdigest(), text=made.text
    )
    corrected = made.text[:at] + put + made.text[at + size :]

    back = reidentified(document, corrected)

    assert back.put_back + len(back.lost) == len(made.spans)
    if not put and not size:
        assert back.exact
    # Nothing else moves: what differs in length are the names that were put back.
    lost = {span.new_start for span in back.lost}
    longer = sum(len(one.original) - len(one.replacement) for one in made.spans if one.new_start not in lost)
    assert len(back.text) == len(corrected) + longer


def test_a_text_corrected_around_its_names_gives_them_all_back(coffre):
    made = pseudonymise(TEXT, NAMES)
    coffre.add("E01", made)
    corrected = made.text.replace("oui", "oui, oui").replace("l’avis", "l’avis clair")

    back = reidentified(coffre.table.document("E01"), corrected)

    assert back.text == TEXT.replace("oui", "oui, oui").replace("l’avis", "l’avis clair")
    assert (back.put_back, back.lost, back.exact) == (5, (), False)
    assert coffre.restore("E01") == TEXT
    assert reidentified(coffre.table.document("E01"), made.text).exact


def test_a_corrected_pseudonym_is_listed_and_not_guessed(coffre):
    made = pseudonymise(TEXT, NAMES)
    coffre.add("E01", made)

    back = reidentified(coffre.table.document("E01"), made.text.replace("HUGO", "Hughes"))

    assert [span.replacement for span in back.lost] == ["HUGO"]
    assert "Hughes" in back.text


LINES = """Enquêtrice : on y va ?
Zohra : j’ai connu Alice au marché, un matin d’été 🙂
Enquêtrice : et après ?
Enzo : après, Zohra est partie vivre à la mer.
Zohra : oui.
Alice : elle a gardé le chat, voilà tout.
Zohra : oui.
Enquêtrice : merci à vous, Enzo.
"""


def lines_document() -> Document:
    made = pseudonymise(LINES, NAMES)
    return Document(
        "E01", made.spans, made.original_sha256, hashlib.sha256(made.text.encode()).hexdigest(), text=made.text
    )


@settings(max_examples=100, deadline=None)
@given(st.permutations(range(LINES.count("\n"))))
def test_lines_in_any_other_order_give_all_their_names_back(order):
    document = lines_document()
    moved, wanted = ("".join(text.splitlines(keepends=True)[n] for n in order) for text in (document.text, LINES))

    back = reidentified(document, moved)

    assert (back.text, back.lost) == (wanted, ())


def test_lines_moved_and_corrected_too_give_back_the_names_that_are_still_there():
    document = lines_document()
    lines = document.text.splitlines(keepends=True)
    lines.insert(0, lines.pop(3).replace("la mer", "l’océan"))
    lines.append(lines.pop(2).replace("matin d’été", "soir").replace("Colette", "quelqu’un"))

    back = reidentified(document, "".join(lines))

    assert [span.replacement for span in back.lost] == ["Colette"]
    assert back.text.startswith("Enzo : après, Zohra est partie vivre à l’océan.\n")
    assert back.text.endswith("Zohra : j’ai connu quelqu’un au marché, un soir 🙂\n")
    assert not [name for name in ("Farida", "Hugo", "Colette") if name in back.text]


def test_a_line_taken_out_is_listed_and_its_names_are_put_nowhere_else():
    document = lines_document()
    lines = document.text.splitlines(keepends=True)
    gone = lines.pop(5)

    back = reidentified(document, "".join(lines))

    assert gone.startswith("Colette")
    assert [span.replacement for span in back.lost] == ["Colette"]
    assert back.text == LINES.replace(LINES.splitlines(keepends=True)[5], "")


def test_alike_lines_that_hid_other_spellings_are_listed_and_not_guessed():
    names = [*NAMES, NameDecision("Zora", "PERSON", "accepted", "Farida")]
    received = (
        "Zohra : oui.\nQ : premier long échange sur la pluie.\nQ : et puis le second, sur le vent.\nZora : oui.\n"
    )
    made = pseudonymise(received, names)
    document = Document(
        "E01", made.spans, made.original_sha256, hashlib.sha256(made.text.encode()).hexdigest(), text=made.text
    )
    lines = made.text.splitlines(keepends=True)

    back = reidentified(document, "".join([lines[1], lines[2], "Q : bien.\n", lines[0], "Q : ah.\n", lines[3]]))

    assert back.put_back + len(back.lost) == 2
    assert back.lost
    assert "Zohra" not in back.text


# — interruptions —


class Killed(BaseException):
    """A process that ends where it stands."""


def run(tmp_path: Path) -> None:
    """Pseudonymise two texts, from an existing coffre, as the command does."""
    coffre = open_coffre(tmp_path / "coffre", WORDS)
    coffre.finish()
    texts = []
    for id, raw in (("E01", "un.txt"), ("E02", "deux.txt")):
        made = pseudonymise((tmp_path / raw).read_text(encoding="utf-8"), NAMES)
        coffre.add(id, made, raw=tmp_path / raw)
        texts.append((id, made.text))
    coffre.add_entries(NAMES)
    coffre.write_texts(tmp_path / "sources", texts)


def prepared(tmp_path: Path) -> None:
    (tmp_path / "un.txt").write_text(TEXT, encoding="utf-8", newline="")
    (tmp_path / "deux.txt").write_text(TEXT * 2, encoding="utf-8", newline="")
    new_coffre(tmp_path / "coffre", None, WORDS, "2090-09-30", scrypt_n=2)


def sound(tmp_path: Path) -> None:
    """Each clean text has the record that restores it; once the coffre is opened again, each record has its text."""
    sources = tmp_path / "sources"
    coffre = open_coffre(tmp_path / "coffre", WORDS)
    for path in sources.glob("*.txt") if sources.exists() else ():
        assert coffre.restore(path.stem, path.read_bytes().decode()) in (TEXT, TEXT * 2)
    coffre.finish()
    if coffre.table.documents:
        sources.mkdir(exist_ok=True)
    texts = {path.stem for path in sources.glob("*.txt")} if sources.exists() else set()
    assert texts in (set(), {"E01", "E02"})
    assert {held.id for held in coffre.table.documents} == texts or not sources.exists()


@pytest.mark.parametrize("way", ["replace", "touch", "mkdir", "open"])
def test_a_pseudonymisation_killed_at_any_writing_leaves_nothing_half_done(tmp_path, monkeypatch, way):
    for stop in range(1, 40):
        place = tmp_path / str(stop)
        place.mkdir()
        prepared(place)
        before = content(place)
        real, left = getattr(Path, way), [stop]

        def dying(self, *arguments, real=real, left=left, **options):
            writing = way != "open" or "w" in str([*arguments, options.get("mode")])
            left[0] -= writing
            if writing and not left[0]:
                raise Killed
            return real(self, *arguments, **options)

        with monkeypatch.context() as patched:
            patched.setattr(Path, way, dying)
            try:
                run(place)
                ended = True
            except Killed:
                ended = False
        sound(place)
        if ended:
            break

        run(place)
        assert {name: data for name, data in content(place).items() if name in before and TABLE not in name} == {
            name: data for name, data in before.items() if TABLE not in name
        }
        assert (place / "sources" / "E01.txt").read_bytes().decode() == pseudonymise(TEXT, NAMES).text
        assert not [name for name in content(place) if name.endswith(".tmp")]
    else:
        pytest.fail("the pseudonymisation never ended")
    assert stop > 1


def test_a_process_killed_for_good_leaves_nothing_half_done(tmp_path):
    import random
    import time

    rng = random.Random(4)
    for n in range(3):
        place = tmp_path / str(n)
        place.mkdir()
        prepared(place)
        code = "import sys; sys.path.insert(0, sys.argv[1]); import test_coffre as t, pathlib as p\n"
        code += "print('go', flush=True)\n"
        code += "for _n in range(200): t.run(p.Path(sys.argv[2]))"
        here = str(Path(__file__).parent)
        with subprocess.Popen([sys.executable, "-c", code, here, str(place)], stdout=subprocess.PIPE) as process:
            process.stdout.readline()
            time.sleep(rng.random() * 0.2)
            process.kill()

        sound(place)
        run(place)
        assert status_of(open_coffre(place / "coffre", WORDS)).documents == ("E01", "E02")


KILLED_WHILE_SEALING = """
import os, sys
from pathlib import Path
from toolkit.transcripts.coffre_files import open_coffre
coffre = open_coffre(sys.argv[1], sys.argv[2])
Path.replace = lambda *_arguments: os._exit(9)
coffre.change_passphrase("une autre phrase")
"""


def test_a_kill_while_the_passphrase_is_changed_leaves_no_second_table_for_long(coffre):
    line = [sys.executable, "-c", KILLED_WHILE_SEALING, str(coffre.folder), WORDS]
    assert subprocess.run(line, check=False).returncode == 9
    (left,) = coffre.folder.glob(".*.tmp")
    assert left.name.startswith(f".{TABLE}.")
    assert unsealed(left.read_bytes(), "une autre phrase")

    with pytest.raises(Refused):
        open_coffre(coffre.folder, "une autre phrase")
    assert left.exists()
    open_coffre(coffre.folder, WORDS)

    assert not left.exists()


def test_no_draft_is_erased_while_the_table_is_damaged(coffre):
    left = coffre.folder / f".{TABLE}.1.tmp"
    left.write_bytes((coffre.folder / TABLE).read_bytes())
    os.utime(left, (0, 0))
    (coffre.folder / TABLE).write_bytes(left.read_bytes()[:-1])

    with pytest.raises(UnreadableFile):
        open_coffre(coffre.folder, WORDS)

    assert left.exists()


def test_only_the_old_drafts_of_the_table_are_erased(coffre):
    names = [f".{TABLE}.1.tmp", f".{TABLE}.é.tmp", f".{TABLE}.tmp", ".autre.carnet.1.tmp", f"{TABLE}.1.tmp"]
    for name in names:
        (coffre.folder / name).write_bytes(b"CARNETCT")
        os.utime(coffre.folder / name, (0, 0))
    (coffre.folder / f".{TABLE}.2.tmp").mkdir()

    open_coffre(coffre.folder, WORDS)

    assert [name for name in names if not (coffre.folder / name).exists()] == names[:1]
    assert (coffre.folder / f".{TABLE}.2.tmp").is_dir()


@pytest.mark.skipif(os.name == "nt", reason="there, an open file cannot be erased: nothing asks after the process")
def test_the_draft_that_a_living_process_writes_is_left(coffre):
    left = coffre.folder / f".{TABLE}.{os.getpid()}.tmp"
    left.write_bytes(b"CARNETCT")

    open_coffre(coffre.folder, WORDS)

    assert left.exists()


def test_a_text_changed_by_hand_since_is_not_written_over_by_what_was_waiting(coffre, tmp_path, monkeypatch):
    from toolkit.transcripts import coffre_files

    def die(*_arguments):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(coffre_files, "write_clean_text", die)
        with pytest.raises(Killed):
            coffre.write_texts(tmp_path / "s", [("E01", "propre"), ("E02", "net")])
    (tmp_path / "s" / "E01.txt").write_text("à moi", encoding="utf-8")

    done = open_coffre(coffre.folder, WORDS).finish()

    assert [path.name for path in done] == ["E02.txt"]
    assert (tmp_path / "s" / "E01.txt").read_text(encoding="utf-8") == "à moi"


# — its end —


def test_a_destroyed_coffre_leaves_nothing_and_says_what_it_held(coffre, tmp_path):
    path = tmp_path / "voix.mp3"
    path.write_bytes(b"x" * 5000)
    coffre.keep(path)
    coffre.save()

    held = destroy(coffre.folder)

    assert not coffre.folder.exists()
    assert ("audio", 1, 5000) in held.files
    assert held.destroy_on == "2090-09-30"


def test_a_destruction_cut_short_is_gone_on_with(coffre, tmp_path, monkeypatch):
    from toolkit.transcripts import coffre_destroying

    (tmp_path / "voix.mp3").write_bytes(b"x" * 50)
    coffre.keep(tmp_path / "voix.mp3")
    coffre.save()
    real = coffre_destroying._erased

    def once(path, step):
        if path.name == "voix.mp3":
            raise PermissionError(13, "held", str(path))
        real(path, step)

    with monkeypatch.context() as patched:
        patched.setattr(coffre_destroying, "_erased", once)
        with pytest.raises(CannotWrite) as caught:
            destroy(coffre.folder)

    assert "voix" not in str(caught.value)
    assert not (coffre.folder / TABLE).exists()
    assert (coffre.folder / UNDER_WAY).exists()
    destroy(coffre.folder)
    assert not coffre.folder.exists()


def test_a_folder_that_is_no_coffre_is_never_destroyed(tmp_path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"x")
    study = tmp_path / "etude"
    study.mkdir()
    (study / TABLE).write_bytes(b"x")
    (study / "study.db").write_bytes(b"x")

    for place in (tmp_path / "photos", study, tmp_path / "absent"):
        with pytest.raises(Refused):
            destroy(place)

    assert (tmp_path / "photos" / "a.jpg").exists()
    assert holding(tmp_path / "photos").count == 1
