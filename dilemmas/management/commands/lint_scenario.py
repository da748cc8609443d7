"""``manage.py lint_scenario SLUG``: what the checks find in the draft of a dilemma."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dilemmas.editor.drafts import draft_of
from dilemmas.graph import advise, check, reading_time
from dilemmas.models import ScenarioPage
from dilemmas.wording import caveat, hints, sentences


class Command(BaseCommand):
    """Prints what blocks publishing and what is advised; fails when anything blocks."""

    help = "Say what keeps a dilemma from being published, and what is worth a look."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="The last part of its address.")

    def handle(self, *args: Any, **options: Any) -> None:
        pages = ScenarioPage.objects.filter(slug=options["slug"]).order_by("pk")
        page = pages.select_related("latest_revision").first()
        if page is None:
            raise CommandError(f"There is no dilemma “{options['slug']}”.")
        story = draft_of(page)
        findings = check(story)
        blocking = sentences(findings, story)
        for sentence in blocking:
            self.stdout.write(f"!  {sentence}")
        if findings.is_estimate:
            self.stdout.write(f"~  {caveat(findings)}")
        for sentence in hints(advise(story), story):
            self.stdout.write(f"?  {sentence}")
        time = reading_time(story)
        minutes = f", {time.shortest} to {time.longest} minutes" if time else ""
        self.stdout.write(f"{len(story.scenes)} scenes{minutes}.")
        if blocking:
            raise CommandError(
                f"{len(blocking)} of these keep it from being published."
            )
