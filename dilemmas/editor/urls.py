"""Addresses of the editor, below /beheer/dilemmas/."""

from django.urls import URLPattern, URLResolver, include, path

from . import (
    cards,
    playing,
    publishing,
    scene_list,
    scenes,
    translating,
    versions,
    views,
)

of_one_scenario = [
    path("kaart/", views.show_map, name="dilemmas_map"),
    path("kaarten/", cards.show_cards, name="dilemmas_cards"),
    path("versies/", versions.show_versions, name="dilemmas_versions"),
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
    path("vertaling/", translating.show, name="dilemmas_translation"),
    path("vertaling/beginnen/", translating.begin, name="dilemmas_begin_translation"),
    path("vertaling/structuur/", translating.carry, name="dilemmas_carry_structure"),
    path(
        "vertaling/<uuid:part>/klopt/",
        translating.confirm,
        name="dilemmas_confirm_translation",
    ),
    path("spelen/<str:scene>/", playing.play_draft, name="dilemmas_play_draft"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("kaarten/", cards.list_decks, name="dilemmas_decks"),
    path("<int:page_id>/", include(of_one_scenario)),
]
