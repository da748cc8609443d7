"""What stands under ``/accounts/``: allauth's addresses, and ours before them."""

from django.urls import include, path

from .views import oidc
from .views.signing_out import sign_out

urlpatterns = [
    path("logout/", sign_out, name="account_logout"),
    path("oidc/", oidc.begin, name="oidc_begin"),
    path("oidc/terug/", oidc.callback, name="oidc_callback"),
    path("2fa/", include("allauth.mfa.urls")),
    path("", include("allauth.account.urls")),
]
