"""How allauth behaves here."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    """Local accounts: an e-mail address is the only name that signs in."""

    # The refusals that somebody can meet here, in our own words.
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _(
            "This e-mail address and password do not belong together."
        ),
        "email_taken": _("There is an account with this e-mail address already."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your password."),
        "invalid_password_reset": _("This link no longer works. Ask for a new one."),
        "rate_limited": _("That was often. Wait a moment and try again."),
        "same_as_current": _("This is what it was already. Choose something else."),
        "too_many_login_attempts": _(
            "That was wrong several times. Wait a few minutes, or ask for a new password."
        ),
    }
