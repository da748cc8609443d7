"""A small site for tests: a home page with the catalogue below it."""

from wagtail.models import Page, Site

from cms_site.models import CataloguePage, ContentPage, HomePage


def a_site() -> tuple[HomePage, CataloguePage]:
    """Home at / and the catalogue at /aanbod/, in the place of Wagtail's welcome page."""
    root = Page.get_first_root_node()
    home = root.add_child(
        instance=HomePage(slug="start", title="Integriteitscampus", hero="Leer mee.")
    )
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page": home, "hostname": "testserver", "port": 80},
    )
    catalogue = home.add_child(
        instance=CataloguePage(slug="aanbod", title="Aanbod", intro="Kies maar.")
    )
    return home, catalogue


def a_content_page(home: HomePage, slug: str, **fields) -> ContentPage:
    """A page to read, below home."""
    return home.add_child(
        instance=ContentPage(slug=slug, title=fields.pop("title", slug), **fields)
    )
