"""The server of the journeys is the one of `make demo`; so are its habits."""

import pytest

from tests.journeys.conftest import Guard
from tests.served import alive


def processes(server) -> list[int]:
    """The ids in serve.pid that are alive."""
    pids = (server.folder / "serve.pid").read_text().split()
    return alive([int(pid) for pid in pids])


def test_a_kill_loses_nothing_and_it_starts_again_at_its_address(server, page):
    page.goto("/")
    assert len(processes(server)) == 3
    before = server.ask("from lms.accounts.models import User", "User.objects.count()")

    server.kill()
    assert processes(server) == []
    server.restart()

    assert page.goto("/").status == 200
    after = server.ask("from lms.accounts.models import User", "User.objects.count()")
    assert after == before


def test_stopping_in_order_removes_the_process_ids(server):
    server.stop()

    assert not (server.folder / "serve.pid").exists()
    server.start()


def test_the_guard_stops_and_notes_a_request_to_another_host(browser, server):
    guard = Guard(server.address)
    context = browser.new_context()
    guard.watch(context)
    page = context.new_page()

    page.goto(f"{server.address}/")
    page.evaluate("fetch('http://elsewhere.example/').catch(() => null)")
    context.close()

    assert any("http://elsewhere.example/" in noted for noted in guard.seen)
    with pytest.raises(AssertionError, match="elsewhere"):
        guard.check()


def test_axe_tells_right_from_wrong(browser, axe):
    page = browser.new_page()
    good = "<!DOCTYPE html><html lang=nl><title>Goed</title><main><h1>Goed</h1></main>"

    page.set_content(good)
    axe(page)
    page.set_content(good.replace("</h1>", "</h1><img src='data:,'>"))
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)
    page.close()
