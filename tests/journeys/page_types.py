"""Every kind of page, and how somebody comes to it."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys.hands import Mouse
from tests.journeys.road import (
    BASKET,
    COURSE,
    GIFTS,
    TRAJECTORY,
    begin_dilemma,
    enrol,
    first,
    last,
    main,
    offers,
    open_course,
    play_on,
)

COMPLETED = "De klokkenluidersregeling: meldkanalen, bescherming en vertrouwelijkheid"
SESSION = "Dilemma’s begeleiden: een dilemmagesprek voorbereiden en leiden"
Way = Callable[[Page], None]


@dataclass(frozen=True)
class PageType:
    """A page to judge: who sees it, the way to it, and what it answers."""

    name: str
    way: str | Way
    who: str = ""
    status: int = 200

    def __str__(self) -> str:
        return self.name

    def open(self, page: Page) -> None:
        """Bring the page to it."""
        if isinstance(self.way, str):
            answer = page.goto(self.way)
            assert answer
            assert answer.status == self.status, f"{answer.status} at {self.way}"
        else:
            self.way(page)


def follow(address: str, name: str) -> Way:
    """From one page, follow one link."""

    def way(page: Page) -> None:
        page.goto(address)
        place = offers(page) if address.startswith("/aanbod/") else main(page)
        Mouse(page).follow(name, within=place)

    return way


def join(page: Page) -> None:
    follow("/aanbod/", GIFTS)(page)
    Mouse(page).follow("Schrijf je in", within=main(page))


def enrolled(page: Page) -> None:
    follow("/aanbod/", COURSE)(page)
    if main(page).get_by_role("link", name="Schrijf je in").count():
        enrol(Mouse(page))


def lesson(page: Page) -> None:
    enrolled(page)
    open_course(Mouse(page))


def answered(page: Page) -> None:
    lesson(page)
    hands = Mouse(page)
    hands.choose(main(page).get_by_role("radio").first)
    hands.send(main(page).get_by_role("button", name="Antwoord").first)


def opinion(page: Page) -> None:
    follow("/aanbod/", COMPLETED)(page)
    Mouse(page).follow("Geef je mening", within=main(page))


def paper(page: Page) -> None:
    follow("/aanbod/", COMPLETED)(page)
    Mouse(page).follow("Afdrukversie van de hele cursus", within=main(page))


def a_test(page: Page) -> None:
    follow("/aanbod/", GIFTS)(page)
    if main(page).get_by_role("link", name="Schrijf je in").count():
        enrol(Mouse(page))
    page.goto(f"{page.url}module-2/toets/")


def a_test_busy(page: Page) -> None:
    a_test(page)
    begin = main(page).get_by_role("button", name="Begin de toets")
    if begin.count():
        Mouse(page).send(begin)


def a_test_result(page: Page) -> None:
    a_test_busy(page)
    Mouse(page).press("Dien in", within=main(page))
    Mouse(page).press("Dien toch in", within=main(page))
    main(page).get_by_text("Bekijk je antwoorden").click()


def scene(page: Page) -> None:
    follow("/dilemmas/", BASKET)(page)
    play_begun_or_resumed(page)


def play_begun_or_resumed(page: Page) -> None:
    hands = Mouse(page)
    running = main(page).get_by_role("link", name="Ga verder waar je was")
    if running.count():
        hands.send(running)
    else:
        begin_dilemma(hands)
        play_on(hands, pick=first, steps=1)


def ending(page: Page) -> None:
    scene(page)
    play_on(Mouse(page), pick=first)


def what_hr_sees(page: Page) -> None:
    """What somebody else asked for has a line; open, so that all of it is judged."""
    follow("/dilemmas/", BASKET)(page)
    play_begun_or_resumed(page)
    play_on(Mouse(page), pick=first)
    Mouse(page).follow("Toon wat HR ziet", within=main(page))
    for statement in main(page).locator("summary").all():
        statement.click()


def looked_at(page: Page) -> None:
    ending(page)
    hands = Mouse(page)
    hands.send(main(page).get_by_role("button", name="Wat als ik anders koos?").first)


def looked_to_the_end(page: Page) -> None:
    looked_at(page)
    play_on(Mouse(page), pick=last)


def certificate(page: Page) -> None:
    page.goto("/mijn-leren/")
    page.get_by_role("region", name="Certificaten").get_by_role("link").first.click()


def person_of_hr(page: Page) -> None:
    page.goto("/hr/")
    page.get_by_role("rowheader").first.get_by_role("link").click()


def expired_form(page: Page) -> None:
    page.goto("/accounts/password/reset/")
    page.context.clear_cookies()
    hands = Mouse(page)
    hands.write(page.get_by_label("E-mail"), "cursist@voorbeeld.test")
    hands.press("Stuur me de link", within=main(page))


def refused_login(page: Page) -> None:
    page.goto("/accounts/login/")
    hands = Mouse(page)
    hands.write(page.get_by_label("E-mail"), "niemand@voorbeeld.test")
    hands.write(page.get_by_label("Wachtwoord", exact=True), "niet het mijne")
    hands.press("Meld je aan", within=main(page))


PAGES = [
    PageType("home", "/"),
    PageType("home-signed-in", "/", "cursist"),
    PageType("content-page", "/pijlers/"),
    PageType("signpost", "/wegwijzer/"),
    PageType("accessibility-statement", "/toegankelijkheidsverklaring/"),
    PageType("catalogue", "/aanbod/"),
    PageType("catalogue-filtered", "/aanbod/?rol=contactpersoon-integriteit"),
    PageType("catalogue-signed-in", "/aanbod/", "cursist"),
    PageType("catalogue-empty", "/aanbod/?q=xylofoonconcert"),
    PageType("course-anonymous", follow("/aanbod/", COURSE)),
    PageType("join", join, "nieuw1"),
    PageType("course-enrolled", enrolled, "nieuw1"),
    PageType("course-completed", follow("/aanbod/", COMPLETED), "cursist"),
    PageType("lesson", lesson, "nieuw1"),
    PageType("lesson-answered", answered, "nieuw1"),
    PageType("notes", "/leren/notities/", "cursist"),
    PageType("kept-lessons", "/leren/bewaard/", "cursist"),
    PageType("own-questions", "/leren/vragen/", "cursist"),
    PageType("survey", opinion, "cursist"),
    PageType("paper", paper, "cursist"),
    PageType("test", a_test, "nieuw3"),
    PageType("test-busy", a_test_busy, "nieuw3"),
    PageType("test-result", a_test_result, "nieuw3"),
    PageType("dilemmas", "/dilemmas/", "nieuw1"),
    PageType("dilemma-intro", follow("/dilemmas/", BASKET)),
    PageType("dilemma-intro-signed-in", follow("/dilemmas/", BASKET), "nieuw1"),
    PageType("scene", scene, "nieuw1"),
    PageType("ending", ending, "nieuw1"),
    PageType("what-hr-sees", what_hr_sees, "cursist"),
    PageType("what-hr-sees-nothing", what_hr_sees, "nieuw1"),
    PageType("what-if", looked_at, "nieuw1"),
    PageType("what-if-ending", looked_to_the_end, "nieuw1"),
    PageType("trajectory-anonymous", follow("/aanbod/?vorm=traject", TRAJECTORY)),
    PageType("trajectory", follow("/aanbod/?vorm=traject", TRAJECTORY), "cursist"),
    PageType("session", follow("/aanbod/", SESSION), "cursist"),
    PageType("dashboard", "/mijn-leren/", "cursist"),
    PageType("dashboard-empty", "/mijn-leren/", "nieuw2"),
    PageType("dashboard-certified", "/mijn-leren/", "gecertificeerd"),
    PageType("details", "/mijn-gegevens/", "cursist"),
    PageType("messages", "/meldingen/", "vertrouwenspersoon"),
    PageType("messages-none", "/meldingen/", "nieuw2"),
    PageType("message-preferences", "/mijn-gegevens/berichten/", "vertrouwenspersoon"),
    PageType("contact", "/contact/"),
    PageType("login", "/accounts/login/"),
    PageType("login-refused", refused_login),
    PageType("signup", "/accounts/signup/"),
    PageType("password-reset", "/accounts/password/reset/"),
    PageType("password-change", "/accounts/password/change/", "cursist"),
    PageType("e-mail-addresses", "/accounts/email/", "cursist"),
    PageType("certificate-check", "/certificaten/"),
    PageType("certificate", certificate, "gecertificeerd"),
    PageType("certificate-unknown", "/certificaten/7K3M9QXT2BCDEFGH/", status=404),
    PageType("hr-list", "/hr/", "hr"),
    PageType("hr-nothing-found", "/hr/?zoek=xylofoon", "hr"),
    PageType("hr-person", person_of_hr, "hr"),
    PageType("hr-export", "/hr/export/", "hr"),
    PageType("forbidden", "/hr/", "cursist", status=403),
    PageType("not-found", "/bestaat-niet/", status=404),
    PageType("expired-form", expired_form),
]
