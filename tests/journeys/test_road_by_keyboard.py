"""The whole road with Tab, Enter, Space and arrows."""

import re

from tests.journeys.hands import Keyboard
from tests.journeys.road import main
from tests.journeys.whole_road import check_certificate, walk


def test_from_the_catalogue_to_the_certificate_by_keyboard_alone(page, new_page):
    hands = Keyboard(page)
    address = walk(hands)
    hands.reach(main(page).get_by_role("link", name=re.compile("pdf")))
    check_certificate(address, page, new_page())
