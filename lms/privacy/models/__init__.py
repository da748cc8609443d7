"""Requests for erasure, periods and what they removed, and the record of processing."""

from .erasure import ErasedPerson, ErasureRequest
from .processing import PrivacySettings, Processing, ProcessingVersion
from .retention import RetentionRemoval, RetentionRule

__all__ = [
    "ErasedPerson",
    "ErasureRequest",
    "PrivacySettings",
    "Processing",
    "ProcessingVersion",
    "RetentionRemoval",
    "RetentionRule",
]
