"""Addresses of vacancies."""

from django.urls import path

from firststop.vacancies.views import (
    answering,
    completeness,
    correcting,
    finding,
    moderating,
    pasting,
    previewing,
    searches,
    showing,
    suggesting,
    tables,
    writing,
)

app_name = "vacancies"
urlpatterns = [
    path("", finding.search_page, name="search"),
    path("places", suggesting.places, name="places"),
    path("occupations", suggesting.occupations, name="occupations"),
    path("skills", suggesting.skills, name="skills"),
    path("searches", searches.searches, name="searches"),
    path("searches/save", searches.save, name="save_search"),
    path("searches/stop/<str:seal>", searches.stop_by_seal, name="stop_sealed"),
    path("searches/<uuid:search>", searches.change, name="change_search"),
    path("searches/<uuid:search>/<slug:verb>", searches.act_on, name="act_on_search"),
    path("sources", completeness.sources, name="sources"),
    path("still-open/<str:seal>", answering.answer_by_seal, name="answer_sealed"),
    path("mine", writing.mine, name="mine"),
    path("post", writing.enter, name="post"),
    path("new", writing.start, name="start"),
    path("pasted", pasting.paste, name="paste"),
    path("new/<uuid:draft>/pasted", pasting.pasted, name="pasted"),
    path("new/<uuid:draft>/preview", previewing.preview, name="preview"),
    path("new/<uuid:draft>/grounds", previewing.grounds, name="grounds"),
    path("new/<uuid:draft>/<slug:name>", writing.step, name="step"),
    path("table", tables.bring, name="table"),
    path("table/template.<slug:kind>", tables.template, name="table_template"),
    path("table/<uuid:table>", tables.tried, name="tried_table"),
    path("table/<uuid:table>/report.csv", tables.report, name="table_report"),
    path("table/<uuid:table>/apply", tables.put_in, name="apply_table"),
    path("moderation", moderating.moderation, name="moderation"),
    path("moderation/<uuid:vacancy>", moderating.moderation, name="case"),
    path("moderation/<uuid:vacancy>/<slug:verb>", moderating.decide, name="decide"),
    path("<uuid:vacancy>", showing.vacancy_page, name="vacancy"),
    path("<uuid:vacancy>/report", showing.report, name="report"),
    path("<uuid:vacancy>/correct", correcting.correct, name="correct"),
    path("<uuid:vacancy>/<slug:verb>", writing.act, name="act"),
]
