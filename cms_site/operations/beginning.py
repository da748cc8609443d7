"""What a site has from its first day. All of it may be done again at any time."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from cms_site.models import HomePage

from .groups import set_up_groups

OF_WAGTAIL = {"hostname": "localhost", "port": 80}


@transaction.atomic
def set_up() -> None:
    """The groups of the platform, a home page, and the site at ``BASE_URL``."""
    set_up_groups()
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:  # an emptied database: migrating puts one there
        return
    set_up_home()
    if {"hostname": site.hostname, "port": site.port} == OF_WAGTAIL:
        point_site_here()


def set_up_home() -> HomePage:
    """The home page; in the place of Wagtail's welcome page when there is none yet."""
    if home := HomePage.objects.first():
        return home
    root = Page.get_first_root_node()
    site = Site.objects.get(is_default_site=True)
    welcome = site.root_page
    with translation.override(settings.LANGUAGE_CODE):  # migrating speaks none
        home = HomePage(
            slug="welkom",
            title=settings.WAGTAIL_SITE_NAME,
            hero=_("Courses and dilemmas about integrity, for whoever works at it."),
        )
    root.add_child(instance=home)
    home.save_revision().publish()
    site.root_page, site.site_name = home, settings.WAGTAIL_SITE_NAME
    site.save()
    if type(welcome.specific) is Page and not welcome.get_children():
        welcome.delete()
    home.refresh_from_db()
    return home


def point_site_here() -> None:
    """Have the site's own address follow ``BASE_URL``, which a port may change."""
    address = urlsplit(settings.BASE_URL)
    here = {
        "hostname": address.hostname or "localhost",
        "port": address.port or (443 if address.scheme == "https" else 80),
    }
    if not Site.objects.filter(is_default_site=True, **here).exists():
        site = Site.objects.get(is_default_site=True)
        site.hostname, site.port = here["hostname"], here["port"]
        site.save()
