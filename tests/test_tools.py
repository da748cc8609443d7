"""The scripts behind make, and the checkers that other tests believe."""

import re
import socket
from pathlib import Path

import polib
import pytest
import typst

from tools.messages import out_of_step
from tools.serve import environment, free_port

ROOT = Path(__file__).resolve().parents[1]
GOOD = "<!DOCTYPE html><html lang=nl><head><title>Goed</title></head><body><p>Goed</p>"
PROMISED = {"demo", "test", "check", "serve", "soak", "bench", "test-tools", "help"}


def test_the_lock_names_no_host():
    assert "://" not in (ROOT / "uv.lock").read_text()


def test_make_has_every_target_that_was_promised():
    targets = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.M)

    assert set(targets) >= PROMISED


def test_a_port_that_was_asked_for_and_is_taken_is_refused():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(SystemExit, match=f"Port {port} is taken"):
            free_port(str(port))


def test_production_needs_a_secret_key(monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.delenv("PORT", raising=False)

    with pytest.raises(SystemExit, match="SECRET_KEY is not set"):
        environment("serve")


def test_the_demo_answers_to_the_address_it_prints(monkeypatch):
    monkeypatch.delenv("PORT", raising=False)
    monkeypatch.delenv("BASE_URL", raising=False)

    env = environment("demo")

    assert env["BASE_URL"] == f"http://127.0.0.1:{env['PORT']}"
    assert env["DJANGO_SETTINGS_MODULE"] == "lms.settings.dev"


def test_a_compiled_translation_that_fell_behind_is_seen(tmp_path):
    path = tmp_path / "django.po"
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalogue.append(polib.POEntry(msgid="Course", msgstr="Opleiding"))
    catalogue.save(str(path))
    assert out_of_step(path) == "is not compiled"

    catalogue.save_as_mofile(str(path.with_suffix(".mo")))
    assert out_of_step(path) == ""

    catalogue[0].msgstr = "Cursus"
    catalogue.save(str(path))
    assert out_of_step(path) == "differs from its compiled file"

    catalogue.metadata = {}
    catalogue.save(str(path))
    assert "UTF-8" in out_of_step(path)


def test_the_html_checker_tells_right_from_wrong(html_checker):
    html_checker(GOOD)

    with pytest.raises(AssertionError, match=r"No .p. element in scope"):
        html_checker(GOOD + "</p></p>", name="broken")


def test_the_pdf_checker_tells_right_from_wrong(pdf_checker, tmp_path):
    source = tmp_path / "page.typ"
    source.write_text('#set document(title: "Proef")\n= Titel\nTekst')

    pdf_checker(typst.compile(source, pdf_standards=["ua-1"]))

    with pytest.raises(pytest.fail.Exception, match="veraPDF, ua1"):
        pdf_checker(typst.compile(source))
