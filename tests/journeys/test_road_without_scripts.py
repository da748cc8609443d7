"""The whole road in a browser that runs no JavaScript."""

from tests.journeys.hands import Mouse
from tests.journeys.whole_road import check_certificate, walk


def test_from_the_catalogue_to_the_certificate_without_scripts(new_page):
    page = new_page(java_script_enabled=False)
    address = walk(Mouse(page))
    check_certificate(address, page, new_page(java_script_enabled=False))
