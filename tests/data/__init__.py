"""Tests of the labelled letters and of what loads them."""
