"""Addresses of placements."""

from django.urls import path

from firststop.placements.views import applying, deciding, inviting

app_name = "placements"
urlpatterns = [
    path("", applying.mine, name="mine"),
    path("to/<uuid:vacancy>", applying.send, name="apply"),
    path("to-firm/<uuid:employer>", applying.send_to_firm, name="apply_to_firm"),
    path("without-vacancy", deciding.spontaneous, name="spontaneous"),
    path("invitations", applying.invitations, name="invitations"),
    path("invitations/<uuid:invitation>", applying.answer, name="answer"),
    path("invite/<uuid:vacancy>/<uuid:candidate>", inviting.invite_candidate, name="invite"),
    path("name/<uuid:vacancy>/<uuid:candidate>", inviting.show_name, name="show_name"),
    path("for/<uuid:vacancy>", deciding.received, name="received"),
    path("<uuid:application>", deciding.case, name="case"),
    path("<uuid:application>/withdraw", applying.take_back, name="withdraw"),
    path("<uuid:application>/hiring", deciding.ask_hire, name="ask_hire"),
    path("<uuid:application>/identity", deciding.identity, name="identity"),
    path("<uuid:application>/<slug:verb>", deciding.decide, name="decide"),
]
