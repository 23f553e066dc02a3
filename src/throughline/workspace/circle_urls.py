"""Addresses of the circle's screens: ladder, hallway, strategy, signals and conversations."""

from django.urls import URLPattern, URLResolver, include, path

from throughline.workspace import (
    circle_changing,
    circle_conversation,
    circle_deciding,
    circle_hallway,
    circle_ladder,
    circle_notes,
    circle_signals,
    circle_strategy,
)

conversation_addresses: list[URLPattern | URLResolver] = [
    path("", circle_conversation.conversation, name="conversation"),
    path("note/", circle_notes.note, name="conversation_note"),
    path("decide/", circle_deciding.decide, name="conversation_decide"),
    path("conclude/", circle_deciding.conclude, name="conversation_conclude"),
    path("change/", circle_changing.plan, name="change_plan"),
    path("change/live/", circle_changing.live, name="change_live"),
    path("change/check/", circle_changing.check, name="change_check"),
    path("change/withdraw/", circle_changing.withdraw, name="change_withdraw"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("insight/ladder/", circle_ladder.ladder, name="ladder"),
    path("insight/hallway/", circle_hallway.hallway, name="hallway"),
    path("insight/strategy/", circle_strategy.strategy, name="strategy"),
    path("insight/signals/", circle_signals.signals, name="signals"),
    path("insight/seen/", circle_notes.seen, name="what_i_saw"),
    path("insight/conversations/open/", circle_deciding.ask, name="conversation_open"),
    path("insight/conversations/<slug:conversation>/", include(conversation_addresses)),
]
