"""Addresses of this door. A service stands at its own name, and what is somebody's own below journeys/."""

from django.urls import URLPattern, URLResolver, include, path

from throughline.portal import (
    answering,
    check_answers,
    check_in,
    document,
    ending,
    engagement,
    home,
    journey,
    known,
    messages,
    name,
    plan,
    reopening,
    saved,
    start,
    step,
    take_back,
    tasks,
    transition,
    withdraw,
)

app_name = "portal"

step_addresses = [
    path("", step.open_step, name="step"),
    path("check/", check_answers.check, name="check"),
    path("sent/", check_answers.sent, name="sent"),
    path("<slug:fact>/", answering.question, name="question"),
    path("<slug:fact>/take-back/", take_back.page, name="take_back"),
]

journey_addresses: list[URLPattern | URLResolver] = [
    path("", journey.page, name="journey"),
    path("tasks/", tasks.task_list, name="tasks"),
    path("tasks/<slug:step>/", include(step_addresses)),
    path("documents/<slug:document>/", document.download, name="document"),
    path("saved/", saved.page, name="saved"),
    path("name/", name.page, name="name"),
    path("messages/", messages.page, name="messages"),
    path("what-we-know/", known.page, name="known"),
    path("who-looked/", known.openings, name="openings"),
    path("how-we-work/", engagement.page, name="engagement"),
    path("plan/", plan.page, name="plan"),
    path("plan/goal/", plan.goal, name="goal"),
    path("plan/action/", plan.action, name="action"),
    path("plan/<slug:action>/agree/", plan.agree, name="agree"),
    path("plan/<slug:action>/done/", plan.done, name="action_done"),
    path("stop/", withdraw.page, name="withdraw"),
    path("ending/", ending.page, name="ending"),
    path("experience/", ending.experience, name="experience"),
    path("first-weeks/", transition.page, name="transition"),
    path("first-weeks/<slug:duty>/", transition.duty, name="duty"),
    path("check-in/<slug:check_in>/", check_in.page, name="check_in"),
    path("come-back/", reopening.page, name="reopen"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("journeys/<slug:journey>/", include(journey_addresses)),
    path("<slug:service>/", start.life_after, name="service"),
    path("<slug:service>/office/", start.office, name="office"),
    path("<slug:service>/start/", start.begin, name="start"),
]
