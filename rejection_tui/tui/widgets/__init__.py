"""Reusable widgets; they are given values and post messages."""
