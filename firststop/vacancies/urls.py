"""Addresses of vacancies."""

from django.urls import path

from firststop.vacancies.views import finding, moderating, previewing, showing, suggesting, writing

app_name = "vacancies"
urlpatterns = [
    path("", finding.search_page, name="search"),
    path("places", suggesting.places, name="places"),
    path("occupations", suggesting.occupations, name="occupations"),
    path("mine", writing.mine, name="mine"),
    path("new", writing.start, name="start"),
    path("new/<uuid:draft>/preview", previewing.preview, name="preview"),
    path("new/<uuid:draft>/grounds", previewing.grounds, name="grounds"),
    path("new/<uuid:draft>/<slug:name>", writing.step, name="step"),
    path("moderation", moderating.moderation, name="moderation"),
    path("moderation/<uuid:vacancy>", moderating.moderation, name="case"),
    path("moderation/<uuid:vacancy>/<slug:verb>", moderating.decide, name="decide"),
    path("<uuid:vacancy>", showing.vacancy_page, name="vacancy"),
    path("<uuid:vacancy>/report", showing.report, name="report"),
    path("<uuid:vacancy>/<slug:verb>", writing.act, name="act"),
]
