"""What stands in the addresses of more than one app."""

from django.urls import register_converter
from django.urls.converters import IntConverter


class RowConverter(IntConverter):
    """The number of a row, as ``<row:page_id>``: no larger than databases can be asked for.

    A key that is a relation (that of a page of a certain type) is not bounded by Django.
    """

    regex = "[0-9]{1,9}"


register_converter(RowConverter, "row")
