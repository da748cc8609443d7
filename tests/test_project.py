"""The whole project, looked at as one: checks, migrations, templates, sizes, translations."""

import re
import subprocess
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import polib
import pytest
from django.core.management import call_command
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.utils.translation import templatize, trans_real
from importlinter.cli import lint_imports

from tests.missing import missing

ROOT = Path(__file__).resolve().parents[1]
APPS = ("lms", "courses", "dilemmas", "certification", "cms_site")
MOST_LINES = 400
NAMES_THAT_SAY_NOTHING = {"utils.py", "helpers.py", "misc.py"}
# Wagtail's admin uses inline scripts itself, and mail programs know no style sheets.
NO_STRICT_CSP = re.compile(r"/(wagtailadmin|admin|mail|email)/")
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>|<style\b"
    r"|\sstyle=[\"']|\son[a-z]+=[\"']|[\"']javascript:",
    re.IGNORECASE,
)
TRUSTED_HTML = re.compile(
    r"\bmark_safe\b|\bSafe(?:String|Text)\(|\|\s*safe\b|\bautoescape off\b"
)
KEYWORDS = (
    *("gettext_lazy", "gettext_noop", "ngettext_lazy:1,2", "pgettext:1c,2"),
    *("pgettext_lazy:1c,2", "npgettext:1c,2,3", "npgettext_lazy:1c,2,3", "_"),
)


def python_files() -> list[Path]:
    """Every module of ours, tests and tools included, migrations left out."""
    return [
        path
        for folder in (*APPS, "tests", "tools")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def templates() -> list[tuple[str, Path]]:
    """Every template of ours: the name it is loaded by, and its file."""
    found = []
    for app in APPS:
        for folder in sorted((ROOT / app).rglob("templates")):
            if folder.is_dir():
                found += [
                    (path.relative_to(folder).as_posix(), path)
                    for path in sorted(folder.rglob("*"))
                    if path.is_file()
                ]
    return found


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def matches(pattern: re.Pattern[str], path: Path) -> list[str]:
    """Where a pattern stands in a file, as file:line: text."""
    return [
        f"{relative(path)}:{number}: {line.strip()[:120]}"
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if pattern.search(line)
    ]


def fail_with(faults: list[str]) -> None:
    """Fail with a list that reads well, unless it is empty."""
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def test_system_checks_pass():
    call_command("check", fail_level="WARNING", stdout=StringIO())


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def test_imports_follow_the_contracts(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)

    status = lint_imports(config_filename="pyproject.toml", no_cache=True)

    fail_with([capsys.readouterr().out] if status else [])


def test_every_template_compiles_and_finds_what_it_names():
    faults = []
    for name, path in templates():
        try:
            nodes = get_template(name).template.nodelist
            for node in nodes.get_nodes_by_type((ExtendsNode, IncludeNode)):
                named = (
                    node.parent_name
                    if node.token.contents.startswith("extends")
                    else node.template
                )
                if isinstance(named.var, str):
                    get_template(named.var)
        except TemplateDoesNotExist as error:
            faults.append(f"{relative(path)}: there is no template {error}")
        except Exception as error:  # noqa: BLE001 (whatever breaks, it is this template)
            faults.append(f"{relative(path)}: {error!r}")

    fail_with(faults)


def test_templates_leave_scripts_and_styles_to_files():
    faults = [
        fault
        for _, path in templates()
        if path.suffix == ".html" and not NO_STRICT_CSP.search(path.as_posix())
        for fault in matches(INLINE, path)
    ]

    fail_with(faults)


def test_only_lms_common_html_trusts_html():
    files = [path for path in python_files() if relative(path).startswith(APPS)]
    faults = [
        fault
        for path in [*files, *(path for _, path in templates())]
        if relative(path) != "lms/common/html.py"
        and path.suffix != ".txt"  # a mail in plain text
        for fault in matches(TRUSTED_HTML, path)
    ]

    fail_with(faults)


def test_modules_stay_small_and_say_what_they_are():
    lines = {path: len(path.read_text().splitlines()) for path in python_files()}

    assert {relative(p): n for p, n in lines.items() if n > MOST_LINES} == {}
    assert [relative(p) for p in lines if p.name in NAMES_THAT_SAY_NOTHING] == []


def test_every_message_has_a_dutch_translation(tmp_path):
    catalogue = trans_real.translation("nl")._catalog
    absent = [
        f"{entry.msgid!r} ({', '.join(sorted({where for where, _ in entry.occurrences}))})"
        for entry in messages(tmp_path)
        if not any(key in catalogue for key in keys(entry))
    ]

    fail_with(absent)


def keys(entry: polib.POEntry) -> Iterator[str | tuple[str, int]]:
    """The keys under which gettext keeps a message."""
    msgid = f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid
    yield msgid
    yield msgid, 0


def messages(folder: Path) -> polib.POFile:
    """Every message in our code and templates, as xgettext finds them."""
    names = []
    for path in [*python_files(), *(path for _, path in templates())]:
        name = relative(path)
        if not name.startswith(APPS) or path.suffix not in {".py", ".html", ".txt"}:
            continue
        text = path.read_text()
        if path.suffix != ".py":
            text = templatize(text, origin=name)
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
        names.append(name)
    (folder / "names").write_text("\n".join(names))
    try:
        subprocess.run(
            [
                *("xgettext", "--language=Python", "--from-code=UTF-8"),
                *(f"--keyword={keyword}" for keyword in KEYWORDS),
                *("--files-from=names", "--output=all.pot", "--force-po"),
            ],
            cwd=folder,
            check=True,
            capture_output=True,
        )
    except FileNotFoundError:
        missing("xgettext is not installed (gettext)")
    return polib.pofile(str(folder / "all.pot"))
