"""An address that somebody leaves is remembered, whoever changes it and by which door."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models.signals import post_delete, pre_save
from django.dispatch import receiver

from .models import User
from .operations import note_former_address


@receiver(post_delete, sender=EmailAddress)
def on_address_removed(*, instance: EmailAddress, origin: Any, **kwargs: Any) -> None:
    """Not when the account itself is deleted: then nobody is there to have had it."""
    if not isinstance(origin, User) and getattr(origin, "model", None) is not User:
        note_former_address(instance.user_id, instance.email)


@receiver(pre_save, sender=User)
def on_address_changed(
    *, instance: User, update_fields: Any = None, **kwargs: Any
) -> None:
    """Asked of the database only where the address may change."""
    if instance.pk is None or (update_fields and "email" not in update_fields):
        return
    known = User.objects.filter(pk=instance.pk).values_list("email", flat=True).first()
    if known and known != instance.email:
        note_former_address(instance.pk, known)
