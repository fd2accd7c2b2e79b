"""Addresses of core, outside the languages."""

from django.urls import path

from firststop.core import views

urlpatterns = [
    path("health", views.health, name="health"),
    path("api/sms", views.sms, name="sms"),
]
