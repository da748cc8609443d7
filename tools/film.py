"""Make a film of the demo: a drawing that builds up while a voice tells, or a voice alone.

    .venv/bin/python tools/film.py cms_site/demo/content/films/drie-deuren.toml

Writes the film (.webm; a voice alone is .mp3) and its captions (.vtt) beside the file. It
takes espeak-ng, rsvg-convert and ffmpeg of Debian; nothing else here needs these, so what
is made is kept in the repository. The captions follow the voice, sentence by sentence.
"""

import subprocess
import sys
import tempfile
import tomllib
import wave
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

SVG = "http://www.w3.org/2000/svg"
SPEED = "145"  # words a minute
PAUSE = 0.45  # seconds after each sentence
LAST = 1.5


def main(file: Path) -> None:
    """The film and the captions of a TOML file, whose drawing has the same name."""
    film = tomllib.loads(file.read_text(encoding="utf-8"))
    drawing = file.with_suffix(".svg")
    seen = drawing.exists()
    with tempfile.TemporaryDirectory() as folder:
        work, cues, shots, clock = Path(folder), [], [], 0.0
        for number, scene in enumerate(film["scenes"]):
            picture = work / f"{number}.png"
            if seen:
                _draw(drawing, scene, picture)
            for place, sentence in enumerate(scene["says"]):
                sound = work / f"{number}-{place}.wav"
                length = _speak(film["voice"], sentence, sound)
                cues.append((clock, clock + length, sentence))
                shots.append((picture, sound, length + PAUSE))
                clock += length + PAUSE
        _join(shots, work, file.with_suffix(".webm" if seen else ".mp3"))
    file.with_suffix(".vtt").write_text(_captions(cues), encoding="utf-8")


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _draw(drawing: Path, scene: dict[str, Any], picture: Path) -> None:
    """The drawing with the layers of a scene alone."""
    tree = ElementTree.parse(drawing)  # noqa: S314 (our own file)
    for layer in tree.getroot().findall(f"{{{SVG}}}g"):
        if layer.get("id") not in scene["shows"]:
            layer.set("visibility", "hidden")
    ElementTree.register_namespace("", SVG)
    tree.write(picture.with_suffix(".svg"))
    source = str(picture.with_suffix(".svg"))
    _run("rsvg-convert", "--width=960", f"--output={picture}", source)


def _speak(voice: str, sentence: str, sound: Path) -> float:
    """Say a sentence into a file; answers how many seconds it takes."""
    _run("espeak-ng", "-v", voice, "-s", SPEED, "-w", str(sound), sentence)
    with wave.open(str(sound)) as said:
        return said.getnframes() / said.getframerate()


def _join(shots: list[tuple[Path, Path, float]], work: Path, film: Path) -> None:
    """Pictures and sentences one after the other: VP9 and Opus, or MP3 for a voice alone."""
    pictures, sounds = [], []
    for picture, sound, length in shots:
        pictures += [f"file '{picture}'", f"duration {length:.3f}"]
        padded = sound.with_suffix(".pad.wav")
        pad = f"apad=whole_dur={length:.3f},aresample=48000"
        _run("ffmpeg", "-y", "-i", str(sound), "-af", pad, str(padded))
        sounds.append(f"file '{padded}'")
    pictures += [f"duration {shots[-1][2] + LAST:.3f}", f"file '{shots[-1][0]}'"]
    lists = {"pictures": pictures, "sounds": sounds}
    for name, lines in lists.items():
        (work / name).write_text("\n".join(lines), encoding="utf-8")
    join = ("-f", "concat", "-safe", "0", "-i")
    if film.suffix == ".mp3":
        _run(
            "ffmpeg",
            "-y",
            *join,
            str(work / "sounds"),
            "-b:a",
            "48k",
            "-ac",
            "1",
            str(film),
        )
        return
    _run(
        *("ffmpeg", "-y", *join, str(work / "pictures"), *join, str(work / "sounds")),
        *(
            "-vf",
            "fps=5,format=yuv420p",
            "-c:v",
            "libvpx-vp9",
            "-crf",
            "38",
            "-b:v",
            "0",
        ),
        *("-g", "25", "-c:a", "libopus", "-b:a", "24k", "-ac", "1", str(film)),
    )


def _captions(cues: list[tuple[float, float, str]]) -> str:
    blocks = [f"{_stamp(a)} --> {_stamp(b)}\n{text}\n" for a, b, text in cues]
    return "\n".join(["WEBVTT\n", *blocks])


def _stamp(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes):02}:{rest:06.3f}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
