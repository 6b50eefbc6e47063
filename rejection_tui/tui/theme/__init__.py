"""Colours, marks and their words, and the contrast they keep."""
