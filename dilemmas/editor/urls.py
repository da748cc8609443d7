"""Addresses of the editor, below /beheer/dilemmas/<page>/."""

from django.urls import path

from . import publishing, scene_list, scenes, views

urlpatterns = [
    path("kaart/", views.show_map, name="dilemmas_map"),
    path("publiceren/", publishing.publish, name="dilemmas_publish"),
    path("keuze/", scene_list.add_choice, name="dilemmas_add_choice"),
    path("scene/", scene_list.add, name="dilemmas_add_scene"),
    path("scene/<uuid:key>/", scenes.write, name="dilemmas_scene"),
    path("scene/<uuid:key>/wissen/", scene_list.delete, name="dilemmas_delete_scene"),
    path("scene/<uuid:key>/plaats/", scene_list.move, name="dilemmas_move_scene"),
    path("scene/<uuid:key>/opmerking/", scene_list.remark, name="dilemmas_remark"),
    path(
        "scene/<uuid:key>/opmerking/<int:remark_id>/",
        scene_list.settle,
        name="dilemmas_settle_remark",
    ),
    path("spelen/<str:scene>/", views.play_draft, name="dilemmas_play_draft"),
]
