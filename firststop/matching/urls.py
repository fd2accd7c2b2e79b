"""Addresses of matching."""

from django.urls import path

from firststop.matching import views

app_name = "matching"
urlpatterns = [
    path("", views.for_me, name="for_me"),
    path("how", views.how, name="how"),
    path("candidates/<uuid:vacancy>", views.candidates, name="vacancy_candidates"),
    path("candidates/<uuid:vacancy>/compare", views.compare, name="compare"),
    path("candidates/<uuid:vacancy>/<uuid:candidate>", views.candidate, name="candidate"),
]
