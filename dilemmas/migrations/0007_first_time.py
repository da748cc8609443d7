"""Of everybody the first play that finished is told apart: that one is released."""

from django.db import migrations, models
from django.db.models import Q


def tell_apart(apps, schema_editor):
    """Of plays that were made before: the first of each person, and what was released.

    A play without a person may be anybody's first or fifth: it is not released. What was
    released by the rule of then counts as a first time, whatever it was.
    """
    plays = apps.get_model("dilemmas", "Play").objects
    ended = (
        plays.filter(learner__isnull=False, ended_at__isnull=False)
        .exclude(participation__status="uitgeschreven")
        .order_by("ended_at", "pk")
        .values_list("learner", "version__scenario", "pk")
    )
    firsts = {}
    for learner, scenario, pk in ended.iterator():
        firsts.setdefault((learner, scenario), pk)
    plays.filter(Q(pk__in=firsts.values()) | Q(released_on__isnull=False)).update(
        first_time=True
    )


class Migration(migrations.Migration):
    dependencies = [("dilemmas", "0006_translations")]

    operations = [
        migrations.RemoveConstraint(
            model_name="play",
            name="dilemmas_play_released_after_its_end",
        ),
        migrations.RemoveIndex(
            model_name="play",
            name="dilemmas_play_waiting",
        ),
        migrations.AddField(
            model_name="play",
            name="first_time",
            field=models.BooleanField(
                default=False,
                help_text="By this play its learner finished the dilemma for the first time.",
                verbose_name="first time",
            ),
        ),
        migrations.RunPython(tell_apart, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="play",
            index=models.Index(
                condition=models.Q(("first_time", True), ("released_on", None)),
                fields=["version"],
                name="dilemmas_play_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="play",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_time", False), ("ended_at__isnull", False), _connector="OR"
                ),
                name="dilemmas_play_first_time_at_its_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="play",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("released_on", None), ("first_time", True), _connector="OR"
                ),
                name="dilemmas_play_released_once_of_everybody",
            ),
        ),
    ]
