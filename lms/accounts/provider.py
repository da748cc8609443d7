"""The organisation's sign-in, as allauth finds it: by the name of this module."""

from .oidc.provider import CampusProvider

provider_classes = [CampusProvider]
