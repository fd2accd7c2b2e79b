"""Addresses of jobseekers."""

from django.urls import path

from firststop.jobseekers.views import abilities, calling, counselling, home, suggesting, wishing

app_name = "jobseekers"
urlpatterns = [
    path("", home.home, name="home"),
    path("cv", abilities.cv, name="cv"),
    path("cv/<uuid:cv>/remove", abilities.cv_removed, name="cv_removed"),
    path("cv/found", abilities.proposals, name="proposals"),
    path("abilities", abilities.abilities, name="abilities"),
    path("wishes", wishing.wishes, name="wishes"),
    path("visibility", wishing.visibility, name="visibility"),
    path("not-to", wishing.not_to, name="not_to"),
    path("suggest/<slug:what>", suggesting.suggestions, name="suggest"),
    path("by-code", calling.by_code, name="by_code"),
    path("give", calling.give, name="give"),
    path("clients", counselling.clients, name="clients"),
    path("clients/<uuid:person>", counselling.client, name="client"),
]
