"""Outside LRSs that get the statements of the record store."""

from collections.abc import Sequence
from typing import Final

from django.conf import settings
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.xapi.enums import Trouble
from lms.xapi.querysets import DeadLetterQuerySet, ForwardingTargetQuerySet
from lms.xapi.statements.versions import Version

from .statements import StoredStatement

VERSIONS: Final[Sequence[tuple[str, str]]] = [
    (Version.ONE.value, "xAPI 1.0.3"),
    (Version.TWO.value, "xAPI 2.0 (IEEE 9274.1.1)"),
]
_VARIABLE: Final = r"^FORWARD_[A-Z0-9_]+\Z"
_ENDPOINT: Final = r"^[^?#@]+\Z"


class ForwardingTarget(models.Model):
    """An outside LRS: where it is, how far it is, and how it was the last time.

    It is off until somebody turns it on and records the agreement under which it gets
    data. ``cursor`` is the place of the last statement that it has, or that lies among
    its dead letters. Whoever delivers holds a lease, so that a target has one deliverer
    at a time, and one that died keeps nobody off for long.

    The secret is not here: the environment holds it, under ``variable``.
    """

    name = models.CharField(_("name"), max_length=100, unique=True)
    endpoint = models.CharField(
        _("address"),
        max_length=500,
        validators=[
            URLValidator(schemes=["https", "http"]),
            RegexValidator(
                _ENDPOINT,
                _("An address without a name, a question or an anchor in it."),
            ),
        ],
        help_text=_(
            "The address under which its resources are, such as https://lrs.example.com/xapi/."
        ),
    )
    version = models.CharField(
        _("version"), max_length=16, choices=VERSIONS, default=Version.ONE.value
    )
    key = models.CharField(
        _("key"),
        max_length=200,
        validators=[RegexValidator(r"^[^:\s]+\Z", _("No spaces and no colon."))],
    )
    variable = models.CharField(
        _("setting with the secret"),
        max_length=100,
        validators=[
            RegexValidator(_VARIABLE, _("FORWARD_, then capitals, digits and _."))
        ],
        help_text=_(
            "The name of the environment variable that holds the secret, such as "
            "FORWARD_ANALYSIS. The secret itself is never kept in the database."
        ),
    )

    active = models.BooleanField(_("on"), default=False)
    agreement = models.CharField(_("agreement"), max_length=300, blank=True)
    agreed_on = models.DateField(_("date of the agreement"), null=True, blank=True)
    switched_at = models.DateTimeField(null=True)
    switched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    cursor = models.BigIntegerField(default=0)
    delivered = models.BigIntegerField(_("delivered"), default=0)
    run_delivered = models.PositiveIntegerField(default=0)
    run_seconds = models.FloatField(default=0)
    tried_at = models.DateTimeField(null=True)
    last_success_at = models.DateTimeField(_("last delivery"), null=True)

    failures = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(_("next try at"), null=True)
    trouble = models.CharField(max_length=16, choices=Trouble.choices, blank=True)
    trouble_detail = models.TextField(blank=True)
    trouble_at = models.DateTimeField(null=True)

    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)

    objects = ForwardingTargetQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("outside LRS")
        verbose_name_plural = _("outside LRSs")
        constraints = [
            models.CheckConstraint(
                condition=Q(active=False)
                | (
                    ~Q(agreement="")
                    & Q(
                        agreed_on__isnull=False,
                        switched_at__isnull=False,
                        switched_by__isnull=False,
                    )
                ),
                name="xapi_target_on_under_an_agreement",
            ),
            models.CheckConstraint(
                condition=Q(version__in=[version.value for version in Version]),
                name="xapi_target_version_known",
            ),
            models.CheckConstraint(
                condition=Q(endpoint__startswith="https://")
                | Q(endpoint__startswith="http://"),
                name="xapi_target_over_http",
            ),
            # Else whoever adds a target could have any secret of the server sent away.
            models.CheckConstraint(
                condition=Q(variable__startswith="FORWARD_"),
                name="xapi_target_secret_of_its_own",
            ),
            models.CheckConstraint(
                condition=Q(lease=None, leased_until=None)
                | Q(lease__isnull=False, leased_until__isnull=False),
                name="xapi_target_lease_ends",
            ),
            models.CheckConstraint(
                condition=Q(cursor__gte=0), name="xapi_target_cursor_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def rate(self) -> float | None:
        """Statements a minute in the last run that delivered any."""
        if not self.run_seconds:
            return None
        return 60 * self.run_delivered / self.run_seconds


class ForwardingSwitch(models.Model):
    """An outside LRS was turned on or off: by whom, when, under which agreement.

    Append-only; it outlives the target, whose name and address it repeats.
    """

    target = models.ForeignKey(
        ForwardingTarget, null=True, on_delete=models.SET_NULL, related_name="switches"
    )
    name = models.CharField(max_length=100)
    endpoint = models.CharField(max_length=500)
    on = models.BooleanField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    agreement = models.CharField(max_length=300)
    agreed_on = models.DateField()
    cursor = models.BigIntegerField(help_text="What came later is what it gets.")

    class Meta:
        default_permissions = ()
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name}: {'on' if self.on else 'off'}"


class DeadLetter(models.Model):
    """A statement that an outside LRS did not take, with its answer.

    Without a ``status`` it was never sent: the version of the target does not know it.
    Trying again keeps the row; ``delivered_at`` says that it arrived after all.
    """

    target = models.ForeignKey(
        ForwardingTarget, on_delete=models.CASCADE, related_name="dead_letters"
    )
    statement = models.ForeignKey(
        StoredStatement, on_delete=models.CASCADE, related_name="+"
    )
    refused_at = models.DateTimeField(_("refused at"))
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    answer = models.TextField(_("answer"), blank=True)
    tries = models.PositiveIntegerField(_("tries"), default=1)
    retry_asked_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)

    objects = DeadLetterQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["target", "statement"], name="xapi_dead_letter_once"
            ),
            models.CheckConstraint(
                condition=Q(retry_asked_at=None) | Q(delivered_at=None),
                name="xapi_dead_letter_delivered_or_tried",
            ),
        ]
        indexes = [
            models.Index(
                fields=["target", "refused_at"],
                condition=Q(delivered_at=None),
                name="xapi_dead_letter_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} to {self.target_id}"
