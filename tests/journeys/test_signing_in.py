"""Through the organisation's sign-in and back, and in with a passkey."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.issuer import Issuer, running
from tests.issuer.people import REFUSED
from tests.journeys.conftest import PASSWORD, Guard
from tests.journeys.road import banner, main, message
from tests.journeys.server import Server

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class ServerWithIssuer(Server):
    """The demo, told of an issuer that knows its address."""

    issuer: Issuer

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | self.issuer.environment


@pytest.fixture(scope="module")
def server(demo_site, tmp_path_factory) -> Iterator[ServerWithIssuer]:
    folder = tmp_path_factory.mktemp("server") / "data"
    server = ServerWithIssuer(demo_site.copy(folder))
    with running(f"{server.address}/accounts/oidc/terug/") as server.issuer:
        try:
            server.start()
            yield server
        finally:
            server.stop()
            server.remove()


@pytest.fixture
def by_name(server):
    """The same server under a name: passkeys belong to none but names."""
    return server.address.replace("127.0.0.1", "localhost")


@pytest.fixture
def guard(server, by_name) -> Iterator[Guard]:
    """The issuer is the one other host that a page may lead to."""
    guard = Guard(server.address, by_name, server.issuer.address)
    yield guard
    guard.check()


def come_as(page: Page, person: str) -> None:
    page.goto("/accounts/login/?next=/mijn-gegevens/")
    page.get_by_role("link", name="Meld je aan met ACM/IDM").click()
    page.get_by_role("link", name=person).click()


def sign_out(page: Page) -> None:
    banner(page).locator(".account__toggle").click()
    banner(page).get_by_role("button", name="Meld je af").click()


def account_of(server: Server, vo_id: str) -> list[int]:
    return server.ask(
        "from lms.accounts.models import User",
        f"list(User.objects.filter(vo_id={vo_id!r}).values_list('pk', flat=True))",
    )


def test_who_comes_through_the_issuer_is_known_again(page, server, axe):
    vo_id = "11111111-aaaa-4aaa-8aaa-000000000002"
    page.goto("/accounts/login/")
    axe(page)

    come_as(page, "bram")
    page.wait_for_url(lambda url: urlsplit(url).path == "/mijn-gegevens/")
    expect(page.get_by_label("Voornaam")).to_have_value("Bram")
    expect(main(page)).to_contain_text("Er kan dus geen mail naar je toe")
    axe(page)
    first = account_of(server, vo_id)
    assert len(first) == 1

    sign_out(page)
    page.wait_for_url(f"{server.address}/")
    expect(banner(page).get_by_role("link", name="Meld je aan")).to_be_visible()
    assert server.issuer.asked()[-1]["path"] == "/end_session"

    come_as(page, "bram")
    page.wait_for_url(lambda url: urlsplit(url).path == "/mijn-gegevens/")
    assert account_of(server, vo_id) == first


def test_whom_the_issuer_refuses_finds_the_local_way(page, axe):
    come_as(page, REFUSED)

    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden lukte niet")
    expect(main(page)).to_contain_text("ACM/IDM liet je niet door")
    axe(page)
    main(page).get_by_role("link", name="Meld je aan met e-mailadres").click()
    expect(page.get_by_label("Wachtwoord")).to_be_visible()


def test_a_passkey_is_added_by_keyboard_and_signs_in_alone(page, by_name, axe):
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.goto(f"{by_name}/accounts/login/")
    page.get_by_label("E-mailadres").fill("trainer@voorbeeld.test")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/mijn-leren/")
    page.goto(f"{by_name}/accounts/2fa/")
    axe(page)
    page.get_by_role("link", name="Voeg een passkey toe").press("Enter")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/webauthn/add/")
    axe(page)
    page.get_by_label("Naam").fill("Laptop")
    page.get_by_role("button", name="Maak de passkey").press("Enter")
    page.wait_for_url("**/recovery-codes/")
    expect(message(page).first).to_contain_text("De passkey is toegevoegd")
    axe(page)
    sign_out(page)

    page.goto(f"{by_name}/accounts/login/?next=/mijn-gegevens/")
    page.get_by_role("button", name="Meld je aan met een passkey").press("Enter")
    page.wait_for_url(lambda url: urlsplit(url).path == "/mijn-gegevens/")
    page.goto(f"{by_name}/accounts/2fa/")
    expect(main(page)).to_contain_text("Laatst gebruikt op")
    sign_out(page)

    page.goto(f"{by_name}/accounts/login/")
    page.get_by_label("E-mailadres").fill("trainer@voorbeeld.test")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nog één stap")
    axe(page)
    page.get_by_role("button", name="Gebruik mijn passkey").press("Enter")
    page.wait_for_url("**/mijn-leren/")
