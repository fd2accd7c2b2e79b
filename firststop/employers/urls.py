"""Addresses of employers."""

from django.urls import path

from firststop.employers.views import acting, asking, deciding, proving, registering, showing, sizing, units

app_name = "employers"
urlpatterns = [
    path("places", showing.place_suggestions, name="places"),
    path("register", registering.register, name="register"),
    path("register/check", registering.check_answers, name="check"),
    path("register/<slug:name>", registering.register, name="register_step"),
    path("ask", asking.ask, name="ask"),
    path("asked/<uuid:asked>/close", asking.close, name="close"),
    path("requests", asking.requests, name="requests"),
    path("requests/<uuid:asked>", asking.requests, name="request"),
    path("requests/<uuid:asked>/answer", asking.answer, name="answer"),
    path("proofs", deciding.proofs, name="proofs"),
    path("proofs/<uuid:proof>", deciding.proofs, name="proof_case"),
    path("proofs/<uuid:proof>/code", proving.enter_code, name="code"),
    path("proofs/<uuid:proof>/<slug:verb>", deciding.decide, name="decide"),
    path("<uuid:employer>", showing.employer_page, name="employer"),
    path("<uuid:employer>/agencies", acting.agencies, name="agencies"),
    path("<uuid:employer>/units", units.units, name="units"),
    path("<uuid:employer>/size", sizing.size, name="size"),
    path("<uuid:employer>/proof", proving.proof, name="proof"),
    path("<uuid:employer>/proof/<slug:name>", proving.prove, name="prove"),
    path("<uuid:employer>/register-facts", deciding.note_facts, name="note_facts"),
]
