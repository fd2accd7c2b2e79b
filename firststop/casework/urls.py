"""Addresses of the desk."""

from django.urls import path

from firststop.casework import views

app_name = "casework"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("tasks/<uuid:task>/take", views.take, name="take"),
    path("tasks/<uuid:task>/give-back", views.give_back, name="give_back"),
    path("calls", views.calls, name="calls"),
    path("calls/<uuid:message>", views.call, name="call"),
]
