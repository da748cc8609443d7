"""What a site has from its first day follows migrating; who writes follows the pages."""

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_save
from django.dispatch import receiver

from dilemmas.models import DilemmaIndexPage

from . import operations
from .models import CataloguePage


def set_up_after_migrating(using: str, **kwargs: Any) -> None:
    """Connected in ``apps.py``: the sender is our own app."""
    executor = MigrationExecutor(connections[using])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return  # migrating stopped half-way: tables are not yet as our models say
    for app in apps.get_app_configs():
        # Those of apps after ours would only be made after this.
        create_permissions(app, verbosity=0, using=using)
    operations.set_up()


@receiver(post_save, sender=CataloguePage)
@receiver(post_save, sender=DilemmaIndexPage)
def let_people_write_below(instance: Any, created: bool, **kwargs: Any) -> None:  # noqa: FBT001 (Django's)
    if created and not kwargs["raw"]:
        operations.let_trainers_write(instance)
        if isinstance(instance, CataloguePage):
            operations.let_coordinators_write(instance)
        operations.have_read_over(instance)
