"""Forms of certification, by what somebody does with them."""

from .checking import CodeForm, DayForm, UploadForm
from .exempting import ExemptionForm, FindToExemptForm
from .moving import MoveForm
from .recording import CompletionForm, FindForm
from .registering import ReissueForm, RevokeForm

__all__ = [
    "CodeForm",
    "CompletionForm",
    "DayForm",
    "ExemptionForm",
    "FindForm",
    "FindToExemptForm",
    "MoveForm",
    "ReissueForm",
    "RevokeForm",
    "UploadForm",
]
