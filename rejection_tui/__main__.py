"""`python -m rejection_tui` and the `rejtui` command."""


def main() -> None:
    """Run the command line; the dashboard is one of its verbs."""
    from rejection_tui.cli import run

    run()


if __name__ == "__main__":
    main()
