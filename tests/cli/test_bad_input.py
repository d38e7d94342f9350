"""What goes wrong with files: one clear French sentence, exit code 2, nothing half-written, nobody's words."""

import base64
import io
import json
import shutil

import pytest

from toolkit import new_study, open_study
from toolkit.model import Coder

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SECRET = "Wastrelin"
TALK = f"Enquêtrice : bonjour ?\nMme X : chez les {SECRET}, l’été.\n"


def word(*paragraphs: str, image: bool = False) -> bytes:
    from docx import Document

    document, made = Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if image:
        document.add_picture(io.BytesIO(PIXEL))
    document.save(made)
    return made.getvalue()


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


TRANSCRIPTS = {
    "empty": ("vide.txt", lambda: b"", "vide"),
    "blank": ("blanc.txt", lambda: b" \n\n\t", "vide"),
    "empty docx": ("vide.docx", lambda: b"", "vide"),
    "docx of images": ("scan.docx", lambda: word(image=True), "images et aucun texte"),
    "truncated docx": ("coupé.docx", lambda: cut(word(TALK)), "tronqué ou abîmé"),
    "truncated zip": ("coupé.odt", lambda: b"PK\x03\x04" + TALK.encode(), "tronqué ou abîmé"),
    "image called txt": ("photo.txt", lambda: PIXEL, "image"),
    "recording": ("son.mp3", lambda: b"ID3" + bytes(400), "enregistrement"),
    "old Word": ("vieux.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999), ".doc"),
    "unknown encoding": ("octets.txt", lambda: bytes(range(256)) * 20 + TALK.encode("cp500", "replace"), "encodage"),
    "a folder": ("dossier.docx", None, "dossier"),
}


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("modèle") / "étude"
    with new_study(folder, title="Étés", coder="C1") as made:
        made.add(Coder("C1", role="intern"))
    return folder


@pytest.fixture
def study(made_once, place):
    shutil.copytree(made_once, place)
    return place


def laid(tmp_path, name, made):
    path = tmp_path / "reçus" / name
    path.parent.mkdir(exist_ok=True)
    if made is None:
        path.mkdir()
    else:
        path.write_bytes(made())
    return path


def assert_refused(answer, *words):
    """One sentence that says what and where, a second that says what to do, no trace of the program, no name."""
    said = answer.err.replace("\xa0", " ")
    assert answer.code == 2, answer.out
    assert answer.out.strip() in ("", "[]")
    assert "Traceback" not in said
    assert "Error" not in said
    assert SECRET not in said
    assert 2 <= len(said.strip().split("\n")) <= 4
    assert said.strip().endswith((".", "».", ".txt"))
    assert [word for word in words if word not in said] == []


def head_of(study):
    with open_study(study) as book:
        return book.head


@pytest.mark.parametrize("kind", TRANSCRIPTS)
def test_an_unreadable_transcript_is_said_by_a_real_command(apart, tmp_path, kind):
    name, made, words = TRANSCRIPTS[kind]
    path = laid(tmp_path, name, made)

    answer = apart("read", path)

    assert_refused(answer, name, words)


@pytest.mark.parametrize("kind", TRANSCRIPTS)
@pytest.mark.parametrize("command", ["import", "names", "pseudonymise"])
def test_an_unreadable_transcript_changes_nothing(carnet, study, passphrase, tmp_path, helpers, kind, command):
    name, made, words = TRANSCRIPTS[kind]
    path = laid(tmp_path, name, made)
    names = tmp_path / "noms.csv"
    names.write_text("form;replacement\nX;Y\n", encoding="utf-8")
    coffre = tmp_path / "coffre"
    before = helpers.content(tmp_path)
    day = ["--destroy-on", "2031-01-01"]
    options = {
        "import": ["--already-pseudonymised", "-s", study],
        "names": ["--no-model", "--coffre", coffre],
        "pseudonymise": ["--names", names, "--to", study / "sources", "--coffre", coffre, *day],
    }[command]

    answer = carnet(command, path, *options)

    assert_refused(answer, name, words)
    assert helpers.content(tmp_path) == before


def test_a_file_that_is_not_there_is_said(carnet, study, tmp_path, helpers):
    before = helpers.content(tmp_path)

    for command in (
        ("read", tmp_path / "absent.docx"),
        ("import", tmp_path / "absent.docx", "--already-pseudonymised", "-s", study),
        ("names", tmp_path / "absent.docx"),
        ("codebook", "import", tmp_path / "absent.csv", "-s", study),
        ("autocode", "-d", tmp_path / "absent.csv", "-s", study),
        ("guide", "check", tmp_path / "absent.md"),
        ("review", "import", tmp_path / "absent.json", "-s", study),
        ("feedback", "check", tmp_path / "absent.docx", "-s", study),
    ):
        assert_refused(carnet(*command), "absent", "existe pas")

    assert helpers.content(tmp_path) == before


def test_a_wrong_ending_is_no_obstacle_when_the_content_can_be_read(apart, tmp_path):
    path = laid(tmp_path, "en fait du texte.docx", lambda: TALK.encode())

    answer = apart("read", path, "--json")

    (row,) = json.loads(answer.out)
    assert answer.code == 0
    assert len(row["turns"]) == 2
    assert any(".docx" in warning for warning in row["warnings"])


def test_ten_thousand_paragraphs_without_a_speaker_are_kept_and_warned_about(apart, carnet, study, tmp_path):
    path = laid(tmp_path, "long.txt", lambda: "\n".join(f"Paragraphe n° {n}." for n in range(10_000)).encode())

    answer = apart("read", path, "--json")
    come = carnet("import", path, "-s", study, "--already-pseudonymised")

    (row,) = json.loads(answer.out)
    assert answer.code == 0
    assert len(row["turns"]) == 10_000
    assert any("Aucun locuteur" in warning for warning in row["warnings"])
    assert come.code == 0
    assert "Aucun locuteur" in come.err
    with open_study(study) as book:
        (text,) = book.transcripts
        assert len(text.turns) == 10_000


# — tables —

PEOPLE = "participant;statut\n{rows}"
TABLES = {
    "codebook without a code": (("codebook", "import"), "titre;remarque\nEntraide;x\n"),
    "codebook of one code twice": (("codebook", "import"), "code;label\nentraide;Entraide\nentraide;Autre\n"),
    "codebook empty": (("codebook", "import"), ""),
    "codebook of headings only": (("codebook", "import"), "code;label\n"),
    "dictionary without terms": (("autocode", "--coder", "C1", "-d"), "code;label\nentraide;x\n"),
    "dictionary empty": (("autocode", "--coder", "C1", "-d"), ""),
    "people without an id": (("people",), "statut;ville\nbénévole;Lyon\n"),
    "people, one id twice": (("people",), "participant;statut\nP01;a\nP02;b\nP01;c\n"),
    "people empty": (("people",), ""),
    "names without a replacement": (("names",), f"form;type\n{SECRET};PERSON\n"),
    "names that disagree": (("names",), f"form;decision;replacement\n{SECRET};oui;A\n{SECRET};oui;B\n"),
    "names empty": (("names",), ""),
}


@pytest.mark.parametrize("kind", TABLES)
def test_a_faulty_table_is_said_and_changes_nothing(carnet, study, tmp_path, helpers, kind):
    command, content = TABLES[kind]
    text, table = tmp_path / "entretien.txt", tmp_path / "table été.csv"
    text.write_text(TALK, encoding="utf-8")
    table.write_text(content, encoding="utf-8-sig")
    before, head = helpers.content(tmp_path), head_of(study)
    arguments = {
        "people": ["import", text, "--already-pseudonymised", "--participants", table],
        "names": ["import", text, "--names", table],
    }.get(command[0], [*command, table])

    answer = carnet(*arguments, "-s", study)

    assert_refused(answer, "table été.csv")
    assert helpers.content(tmp_path) == before
    assert head_of(study) == head


@pytest.mark.parametrize("form", ["; and BOM", "comma", "cp1252", "tabs", "windows lines"])
def test_a_table_is_read_as_any_spreadsheet_saves_it(carnet, study, tmp_path, form):
    text = "code;label\nentraide;Entraide à côté\nfatigue;Fatigue\n"
    data = {
        "; and BOM": b"\xef\xbb\xbf" + text.encode(),
        "comma": text.replace(";", ",").encode(),
        "cp1252": text.encode("cp1252"),
        "tabs": text.replace(";", "\t").encode(),
        "windows lines": text.replace("\n", "\r\n").encode(),
    }[form]
    (tmp_path / "grille.csv").write_bytes(data)

    answer = carnet("codebook", "import", tmp_path / "grille.csv", "-s", study, "--json")

    assert json.loads(answer.out)["added"] == ["entraide", "fatigue"]
    with open_study(study) as book:
        assert book.codes["entraide"].label == "Entraide à côté"


TWELVE = {
    "dictionary": ("autocode", "code;terms\n" + "".join(f"code{n};\n" for n in range(12))),
    "names": ("names", "form;type;decision;replacement\n" + f"{SECRET};CHAT;oui;A\n" * 12),
    "people": ("people", "participant;statut\nP00;a\n" + "".join(f"P00;statut{n}\n" for n in range(12))),
    "codebook": ("codebook", "code;label;parent\n" + "".join(f"c{n};C{n};absent{n}\n" for n in range(12))),
}


@pytest.mark.parametrize("kind", TWELVE)
def test_a_file_with_twelve_faults_lists_twelve(carnet, study, tmp_path, helpers, kind):
    command, content = TWELVE[kind]
    text, table = tmp_path / "entretien.txt", tmp_path / "table.csv"
    text.write_text(TALK, encoding="utf-8")
    table.write_text(content, encoding="utf-8")
    before = helpers.content(tmp_path)
    arguments = {
        "autocode": ["autocode", "--coder", "C1", "-d", table],
        "names": ["import", text, "--names", table],
        "people": ["import", text, "--already-pseudonymised", "--participants", table],
        "codebook": ["codebook", "import", table],
    }[command]

    answer = carnet(*arguments, "-s", study)

    listed = [line for line in answer.err.split("\n") if line.startswith("  - ")]
    assert answer.code == 2
    assert len(listed) == 12
    assert len(set(listed)) == 12
    assert "12 points à corriger" in answer.err.replace("\xa0", " ")
    assert SECRET not in answer.err
    assert helpers.content(tmp_path) == before


# — files that come back —


@pytest.mark.parametrize("content", [b"", b"{", b"[1, 2]", b"\xff\xfe\x00", b'{"format": "autre"}'])
def test_a_file_of_answers_that_is_none_is_said(carnet, study, tmp_path, helpers, content):
    (tmp_path / "réponses.json").write_bytes(content)
    before = helpers.content(tmp_path)

    answer = carnet("review", "import", tmp_path / "réponses.json", "-s", study)

    assert_refused(answer, "réponses.json")
    assert helpers.content(tmp_path) == before


@pytest.mark.parametrize("name", ["vide.docx", "coupé.docx", "photo.html", "note.txt"])
def test_a_document_that_cannot_be_checked_is_said(carnet, study, tmp_path, name):
    data = {"vide.docx": b"", "coupé.docx": cut(word(TALK)), "photo.html": PIXEL, "note.txt": TALK.encode()}[name]
    (tmp_path / name).write_bytes(data)

    assert_refused(carnet("feedback", "check", tmp_path / name, "-s", study), name)


@pytest.mark.parametrize("name", ["vide.md", "photo.md", "liste.txt"])
def test_a_guide_that_is_none_is_said(carnet, tmp_path, name):
    (tmp_path / name).write_bytes({"vide.md": b"", "photo.md": PIXEL, "liste.txt": b"Ca va ?\n"}[name])

    assert_refused(carnet("guide", "check", tmp_path / name), name)


@pytest.mark.parametrize("option", ["--to", "--figure"])
def test_an_ending_that_cannot_be_written_is_said_before_anything_is(carnet, study, tmp_path, helpers, option):
    before = helpers.content(tmp_path)

    answer = carnet("count", option, tmp_path / "sortie.mp3", "-s", study)

    assert_refused(answer, ".mp3")
    assert helpers.content(tmp_path) == before


def test_a_backup_is_what_a_damaged_study_is_told_to_go_back_to(carnet, study, tmp_path, helpers):
    shutil.copytree(study, tmp_path / "abîmée")
    path = tmp_path / "abîmée" / "study.db"
    path.write_bytes(path.read_bytes()[:5000])
    before = helpers.content(tmp_path)

    for command in (("verify",), ("history",), ("count",), ("undo",)):
        assert_refused(carnet(*command, "-s", tmp_path / "abîmée"), "study.db", "backups")

    assert helpers.content(tmp_path) == before
