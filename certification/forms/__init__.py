"""Forms of certification, by what somebody does with them."""

from .checking import CodeForm, DayForm, UploadForm
from .correcting import FindToPutRightForm, PutRightForm
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
    "FindToPutRightForm",
    "MoveForm",
    "PutRightForm",
    "ReissueForm",
    "RevokeForm",
    "UploadForm",
]
