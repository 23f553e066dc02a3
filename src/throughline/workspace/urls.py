"""Addresses of the staff's door."""

from django.urls import URLPattern, URLResolver, include, path

from throughline.workspace import (
    caseload,
    circle_urls,
    ending,
    filling_in,
    handoffs,
    home,
    insight,
    journey,
    logs_urls,
    promises,
    queue,
    returning,
    staying,
    steps,
    together,
    words,
)

app_name = "workspace"

step_addresses: list[URLPattern | URLResolver] = [
    path("", steps.act, name="step"),
    path("take/", steps.take, name="take_step"),
    path("return/", returning.send_back, name="return_step"),
    path("skip/", steps.skip, name="skip_step"),
    path("fill-in/", filling_in.fill_in, name="fill_in"),
    path("hand-over/", handoffs.offer, name="hand_over"),
]

journey_addresses: list[URLPattern | URLResolver] = [
    path("", journey.at_a_glance, name="journey"),
    path("documents/<slug:document>/", journey.document, name="document"),
    path("steps/<slug:step>/", include(step_addresses)),
    path("handoffs/<slug:handoff>/", handoffs.answer, name="handoff"),
    path("message/", words.message, name="message"),
    path("note/", words.note, name="note"),
    path("talk/", words.call, name="call"),
    path("promises/new/", promises.make, name="make_promise"),
    path("promises/<str:promise>/new-date/", promises.new_date, name="new_date"),
    path("promises/<str:promise>/kept/", promises.keep, name="keep_promise"),
    path("engagement/", together.engagement, name="engagement"),
    path("plan/goal/", together.goal, name="goal"),
    path("plan/action/", together.action, name="action"),
    path("plan/<slug:action>/agree/", together.agree, name="agree_action"),
    path("plan/<slug:action>/done/", together.finish, name="finish_action"),
    path("stand-in/", staying.stand_in, name="stand_in"),
    path("stand-in/back/", staying.back, name="guide_back"),
    path("guide/", staying.guide, name="guide"),
    path("end/", ending.end, name="end"),
    path("reopen/", ending.reopen, name="reopen"),
    path("introductions/<slug:introduction>/", ending.introduce, name="introduce"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("keys/", home.keyboard, name="keyboard"),
    path("people/", caseload.mine, name="caseload"),
    path("office/", caseload.office, name="office"),
    path("queue/", queue.mine, name="queue"),
    path("ride/", insight.ride, name="insight"),
    path("ride/ask/", insight.asked, name="insight_asked"),
    path("journeys/<slug:journey>/", include(journey_addresses)),
    *logs_urls.urlpatterns,
    *circle_urls.urlpatterns,
]
