"""The recording beside its text: found in the coffre by its name or its table, read by pieces, told nowhere else."""

import io
import math
import struct
import wave

import pytest
from text_to_code import desk as coded_desk
from text_to_code import nouns

from toolkit import coding, new_study
from toolkit.coding import sound_files
from toolkit.coding.sound_files import names_it, sounds_of
from toolkit.errors import Refused
from toolkit.formats.coffre_places import coffre_place
from toolkit.model import Change
from toolkit.transcripts.coffre_files import new_coffre

RATE = 8000


def wav(path, seconds, rate=RATE):
    """A tone that says its second: its pitch goes up."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        for second in range(seconds):
            tone = 220 + 10 * second
            samples = (int(9000 * math.sin(2 * math.pi * tone * i / rate)) for i in range(rate))
            file.writeframes(struct.pack(f"<{rate}h", *samples))
    return path


@pytest.fixture
def study(tmp_path):
    with new_study(tmp_path / "étude de Zoé") as study:
        study.do(Change.adding(*nouns(), verb="prepare"))
        study.coder = "C1"
        yield study


def whole(sound, from_ms=0, length=50_000):
    data, size = b"", 1
    while len(data) < size:
        said, size, _from = sound.piece(from_ms, len(data), length)
        assert said
        data += said
    return data


@pytest.mark.parametrize(
    ("stem", "id", "says"),
    [
        ("E03", "E03", True),
        ("2026-03-12_e3 partie 1", "E03", True),
        ("Entretien E 03 Mme Roux", "E03", True),
        ("E030", "E03", False),
        ("FE03", "E03", False),
        ("Été-1", "ete-01", True),
        ("E13", "E03", False),
    ],
)
def test_a_name_says_an_interview_or_not(stem, id, says):
    assert names_it(stem, id) is says


def test_recordings_are_found_by_their_names_and_read_whole_by_pieces(study):
    audio = coffre_place(study.folder) / "audio"
    path = wav(audio / "E03 Mme Roux.wav", 2)
    wav(audio / "E04.wav", 1)
    (audio / "E03.wma").write_bytes(b"x")
    (audio / "E03 notes.txt").write_bytes(b"x")

    good, other = sorted(sounds_of(study, "E03"), key=lambda one: one.why)

    assert whole(good) == path.read_bytes()
    assert "mp3" in other.why
    assert "Roux" not in repr(good) + repr(coding.highlighter(study, "E03"))
    assert sounds_of(study, "E03", audio=False) == []
    assert [one.path.name for one in sounds_of(study, "E03", audio="E04.wav")] == ["E04.wav"]
    with pytest.raises(Refused, match="coffre"):
        sounds_of(study, "E03", audio="ailleurs.mp3")
    path.write_bytes(b"RIFF")
    with pytest.raises(Refused, match="n’est plus"):
        good.piece(0, 0, 10)


def test_the_table_of_an_open_coffre_says_which_recording_is_which(study, tmp_path):
    coffre = new_coffre(tmp_path / "coffre", study.folder, "quatre mots au hasard", "2030-01-01", scrypt_n=2)
    coffre.keep(wav(tmp_path / "A.wav", 1), document="E03")
    wav(coffre.folder / "audio" / "E03.wav", 1)

    assert [one.path.name for one in sounds_of(study, "E03", coffre=coffre)] == ["A.wav"]


def test_a_long_wav_is_cut_in_stretches_that_are_wavs(study, monkeypatch):
    monkeypatch.setattr(sound_files, "BIGGEST", 1000)
    monkeypatch.setattr(sound_files, "STRETCH_MS", 2000)
    path = wav(coffre_place(study.folder) / "audio" / "E03.wav", 5)
    sound = sounds_of(study, "E03")[0]
    assert sound.told()["length_ms"] == 5000

    samples = b""
    for from_ms in (0, 2500, 4999):
        with wave.open(io.BytesIO(whole(sound, from_ms, 700))) as part:
            samples += part.readframes(part.getnframes())
    with wave.open(str(path)) as file:
        assert samples == file.readframes(file.getnframes())
    assert sound.piece(10**9, 0, 10)[2] == 4000


def test_what_is_too_big_and_cannot_be_cut_is_said(study, monkeypatch):
    monkeypatch.setattr(sound_files, "BIGGEST", 10)
    audio = coffre_place(study.folder) / "audio"
    audio.mkdir(parents=True)
    for name in ("E03.mp3", "E03.wav"):
        (audio / name).write_bytes(b"RIFF....WAVEfmt " + b"\xff" * 40)
    for sound in sounds_of(study, "E03"):
        assert "trop gros" in sound.why
        with pytest.raises(Refused):
            sound.piece(0, 0, 10)


def test_bytes_go_beside_the_message_to_who_asked(study):
    wav(coffre_place(study.folder) / "audio" / "E03.wav", 1)
    view, said = coding.highlighter(study, "E03"), []
    view.attach(lambda message, buffers=None: said.append((message, buffers)))
    ask = {
        "v": 1,
        "view": "a",
        "type": "ask",
        "seq": 1,
        "ask": "sound",
        "rank": 0,
        "from_ms": 0,
        "at": 0,
        "length": 50,
    }
    view.receive(ask)
    view.receive({**ask, "seq": 2, "rank": 3})
    view.receive({**ask, "seq": 3, "length": 1 << 30})

    (message, buffers), (refused, nothing), (outdated, _none) = said
    assert (message["type"], len(buffers[0]), nothing) == ("answer", 50, None)
    assert "enregistrement" in refused["reason"]
    assert outdated["kind"] == "version"
    assert view.snapshot()["sounds"][0]["name"] == "E03.wav"
    assert coding.highlighter(coded_desk(), "E03", coder="C1").snapshot()["sounds"] == []
