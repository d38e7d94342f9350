"""``carnet read``: what a person and a program see."""

import json

from toolkit.cli import main


def test_read_json_gives_the_turns_and_exits_with_0(tmp_path, capsys):
    path = tmp_path / "L’entretien n° 3.txt"
    path.write_text("E : Ça va ?\nR : Oui 🙂", encoding="utf-8")

    code = main(["read", str(path), "--json"])

    [entry] = json.loads(capsys.readouterr().out)
    assert code == 0
    assert entry["file"] == str(path)
    assert [(turn["speaker"], turn["role"]) for turn in entry["turns"]] == [
        ("E", "interviewer"),
        ("R", "participant"),
    ]


def test_read_shows_speakers_without_their_words(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text("E (0:03) : Un secret ?\nR : Oui.", encoding="utf-8")

    code = main(["read", str(path)])

    shown = capsys.readouterr().out
    assert code == 0
    assert "0:00:03" in shown
    assert "secret" not in shown


def test_read_says_each_unreadable_file_in_one_sentence_and_exits_with_2(tmp_path, capsys):
    good = tmp_path / "bon.txt"
    good.write_text("E : a ?\nR : b", encoding="utf-8")
    empty = tmp_path / "vide.docx"
    empty.write_bytes(b"")

    code = main(["read", str(good), str(empty), str(tmp_path / "absent.vtt"), "--json"])

    seen = capsys.readouterr()
    assert code == 2
    assert len(json.loads(seen.out)) == 1
    assert "vide.docx" in seen.err
    assert "absent.vtt" in seen.err
    assert "Traceback" not in seen.err
