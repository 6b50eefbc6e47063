"""rejtui: turns a job rejection into a future opportunity, in the terminal."""

__version__ = "0.1.0"
