"""Addresses of employers."""

from django.urls import path

from firststop.employers import views

app_name = "employers"
urlpatterns = [
    path("<uuid:employer>", views.employer_page, name="employer"),
]
