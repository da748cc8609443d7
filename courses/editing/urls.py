"""Addresses of the tree of a course, below /beheer/cursussen/."""

from django.urls import URLPattern, path

from . import moving, views

urlpatterns: list[URLPattern] = [
    path("van/<int:page_id>/", views.find, name="courses_tree_of"),
    path("<int:page_id>/opbouw/", views.show, name="courses_tree"),
    path("<int:page_id>/opbouw/verplaatsen/", moving.move, name="courses_move"),
    path("<int:page_id>/kopie/", views.copy, name="courses_copy"),
    path("<int:page_id>/nalezen/", views.review, name="courses_read_over"),
]
