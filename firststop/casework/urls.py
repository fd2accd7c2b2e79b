"""Addresses of the desk."""

from django.urls import path

from firststop.casework.views import desk, offices, staff

app_name = "casework"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("tasks/<uuid:task>/take", desk.take, name="take"),
    path("tasks/<uuid:task>/give-back", desk.give_back, name="give_back"),
    path("calls", desk.calls, name="calls"),
    path("calls/<uuid:message>", desk.call, name="call"),
    path("offices", offices.offices, name="offices"),
    path("offices/new", offices.new, name="new_office"),
    path("offices/places", offices.place_suggestions, name="places"),
    path("offices/<str:office>", offices.office, name="office"),
    path("offices/<str:office>/change", offices.change, name="change_office"),
    path("offices/<str:office>/staff/<uuid:account>", staff.member, name="member"),
    path("clients/<uuid:person>", staff.client, name="client"),
]
