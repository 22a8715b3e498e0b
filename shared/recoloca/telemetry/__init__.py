"""Measures the speed of the app in the browsers of real users."""
