"""The person who signs in."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    Group,
    PermissionsMixin,
)
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lms.common import clock

# An account needs an address, and not every issuer tells one. No mail goes to what ends
# so (RFC 2606).
NO_ADDRESS = "@zonder-adres.invalid"


class UserManager(BaseUserManager["User"]):
    """Makes people; an e-mail address is kept in lower case."""

    use_in_migrations = True

    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        return self.create_user(
            email, password, is_staff=True, is_superuser=True, **fields
        )

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]
    """A person with an account.

    ``public_id`` is the only identity that statements carry; ``vo_id`` (or the
    personnel number) is the one that HR's exports carry. Neither is ever a name.
    """

    public_id = models.UUIDField(
        _("public id"), default=uuid.uuid4, unique=True, editable=False
    )
    email = models.EmailField(_("e-mail address"), unique=True)
    first_name = models.CharField(_("first name"), max_length=100, blank=True)
    last_name = models.CharField(_("last name"), max_length=100, blank=True)
    vo_id = models.CharField(
        _("vo_id"), max_length=64, null=True, blank=True, unique=True
    )
    personnel_number = models.CharField(
        _("personnel number"), max_length=32, null=True, blank=True, unique=True
    )
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("date joined"), default=clock.now)
    erased_at = models.DateTimeField(
        _("erased at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("From then on this is nobody: facts stay, without a name."),
    )

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["last_name", "first_name", "email"]
        constraints = [
            # With the unique field: one account for an address, whatever its case.
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="accounts_user_email_in_lower_case",
            ),
            models.CheckConstraint(
                condition=~models.Q(vo_id="") & ~models.Q(personnel_number=""),
                name="accounts_user_external_ids_absent_not_empty",
            ),
        ]

    def __str__(self) -> str:
        if self.erased_at:
            return gettext("Erased person")
        return self.get_full_name() or self.email

    def clean(self) -> None:
        """Sign-in looks addresses up in lower case, so every form keeps them so."""
        super().clean()
        self.email = self.email.lower()

    def get_full_name(self) -> str:
        """First and last name, or nothing when neither is known."""
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        """How the site addresses this person."""
        return self.first_name or self.email

    @property
    def person_key(self) -> str:
        """``persoon_id`` in exports: vo_id, else the imported personnel number."""
        return self.vo_id or self.personnel_number or ""

    @property
    def has_address(self) -> bool:
        """Whether mail reaches this person."""
        return not self.email.endswith(NO_ADDRESS)


class GroupFromClaims(models.Model):
    """A membership that the organisation's sign-in gave, and takes when it is told no more.

    What an administrator gives by hand has no row here, and stays.
    """

    person = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="groups_from_claims"
    )
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("group given by sign-in")
        verbose_name_plural = _("groups given by sign-in")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "group"], name="accounts_group_from_claims_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.group}"


class FormerAddress(models.Model):
    """An address that somebody had: mails to it are still theirs, until that day.

    It is there so that they can be handed over and erased with the rest.
    """

    person = models.ForeignKey(
        User,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="former_addresses",
    )
    address = models.EmailField(_("e-mail address"))
    left_at = models.DateTimeField(_("left at"))

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["person", "address"], name="accounts_formeraddress_once"
            ),
        ]

    def __str__(self) -> str:
        return self.address
