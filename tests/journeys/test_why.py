"""“Waarom nog niet voltooid?”: HR and who learns each find the answer, by keyboard."""

import re

from playwright.sync_api import expect


def test_hr_and_the_learner_read_what_is_missing(page_of, axe):
    hr = page_of("hr")
    hr.goto("/hr/?status=bezig&vorm=traject")
    hr.get_by_role("link", name=re.compile("Waarom nog niet voltooid")).first.focus()
    hr.keyboard.press("Enter")
    expect(hr.get_by_role("heading", level=1)).to_have_text("Waarom nog niet voltooid?")
    expect(hr.get_by_text("Versie 1 van de regel")).to_be_visible()
    axe(hr)

    learner = page_of("cursist")
    learner.goto("/mijn-leren/")
    learner.get_by_role("link", name=re.compile("Waarom ben ik nog niet")).first.focus()
    learner.keyboard.press("Enter")
    expect(learner.get_by_role("heading", name="Wat je nu kunt doen")).to_be_visible()
    axe(learner)
