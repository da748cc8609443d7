"""Addresses of the tree of a course, below /beheer/cursussen/."""

from django.urls import URLPattern, path

from . import moving, views

urlpatterns: list[URLPattern] = [
    path("van/<row:page_id>/", views.find, name="courses_tree_of"),
    path("<row:page_id>/opbouw/", views.show, name="courses_tree"),
    path("<row:page_id>/opbouw/verplaatsen/", moving.move, name="courses_move"),
    path("<row:page_id>/kopie/", views.copy, name="courses_copy"),
    path("<row:page_id>/nalezen/", views.review, name="courses_read_over"),
]
