"""Addresses of occupations and skills."""

from django.urls import path

from firststop.taxonomy import views

app_name = "taxonomy"
urlpatterns = [
    path("occupations", views.occupations, name="occupations"),
    path("occupations/<uuid:occupation>", views.occupation, name="occupation"),
    path("groups/<slug:code>", views.group, name="group"),
    path("skills", views.skills, name="skills"),
    path("skills/<uuid:skill>", views.skill, name="skill"),
]
