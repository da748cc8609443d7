"""The site, its pages, and the signpost."""

from wagtail.models import Page

from cms_site.models import CataloguePage, ContentPage, HomePage
from cms_site.operations import point_site_here, set_up_home
from dilemmas.models import DilemmaIndexPage
from lms.content.models import SignpostSettings
from lms.learning.models import Term

from .reading import Data, read
from .streams import identity, rich, stream

CONTENT_PAGES = (
    "voor-wie",
    "pijlers",
    "aanpak",
    "doelen-en-realisaties",
    "wegwijzer",
    "toegankelijkheidsverklaring",
    "privacy",
)


def publish(page: Page) -> None:
    """Publish as the button does: a revision, then that revision."""
    page.save_revision().publish()


def draft(parent: Page, page: Page) -> Page:
    """Put a page below another, unpublished; its key is the same at every load."""
    page.live = False
    page.translation_key = identity("page", parent.url_path, page.slug)
    parent.add_child(instance=page)
    return page


def add(parent: Page, page: Page) -> Page:
    """Put a page below another and publish it."""
    draft(parent, page)
    publish(page)
    return page


def load_pages() -> None:
    """Home and what stands below it, but for courses and scenarios."""
    home = _load_home(read("pages/home.toml"))
    for name in CONTENT_PAGES:
        data = read(f"pages/{name}.toml")
        add(
            home,
            ContentPage(
                slug=data["slug"],
                title=data["title"],
                summary=data["summary"],
                search_description=data["summary"],
                show_in_menus=data["menu"],
                body=stream(f"pages/{name}", data["body"]),
            ),
        )
    for page in (_catalogue(), _dilemmas()):
        add(home, page)


def load_signpost() -> None:
    """The card "Bij wie kun je terecht?"."""
    signpost = SignpostSettings.load()
    signpost.groups = [("group", data) for data in read("signpost.toml")["groups"]]
    signpost.save()


def _load_home(data: Data) -> HomePage:
    home = set_up_home()
    home.slug = data["slug"]
    home.translation_key = identity("page", "/", data["slug"])
    home.title = data["title"]
    home.summary = home.search_description = data["summary"]
    home.hero = data["hero"]
    home.pillars = [
        (
            "pillar",
            {
                "pillar": Term.objects.get(facet="pillar", slug=teaser["pillar"]),
                "title": teaser["title"],
                "text": teaser["text"],
            },
        )
        for teaser in data["pillar_teasers"]
    ]
    home.dilemmas_title = data["dilemmas"]["title"]
    home.dilemmas_text = rich(data["dilemmas"]["text"])
    home.dilemmas_button = data["dilemmas"]["button"]
    publish(home)
    point_site_here()
    return HomePage.objects.get(pk=home.pk)


def _catalogue() -> CataloguePage:
    data = read("pages/aanbod.toml")
    return CataloguePage(
        slug="aanbod",
        title=data["title"],
        summary=data["summary"],
        search_description=data["summary"],
        intro=data["intro"],
    )


def _dilemmas() -> DilemmaIndexPage:
    data = read("pages/dilemmas.toml")
    return DilemmaIndexPage(
        slug="dilemmas",
        code=data["code"],
        title=data["title"],
        summary=data["summary"],
        search_description=data["summary"],
        duration_minutes=data["duration_minutes"],
    )
