"""The addresses of the look alone, so that its tests need no other part of the site."""

from django.urls import include, path

urlpatterns = [path("ui/", include("throughline.ui.urls"))]
