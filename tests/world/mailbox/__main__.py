"""`python -m tests.world.mailbox FOLDER --go 1`: write the mailbox there for a person to import, and tell of it."""

import argparse
from collections import Counter
from pathlib import Path

from tests.world.mailbox import truth, write_takeout, write_thunderbird


def main() -> None:
    """Write the mailbox and print what it holds and what is true after it."""
    arguments = argparse.ArgumentParser(description="Write Mara Lindqvist's mailbox of a year.")
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--go", type=int, choices=(1, 2, 3), default=3)
    arguments.add_argument("--takeout", action="store_true", help="one mbox with labels instead of a folder of them")
    chosen = arguments.parse_args()
    if chosen.takeout:
        print(write_takeout(chosen.folder, chosen.go))
    else:
        for file, count in write_thunderbird(chosen.folder, chosen.go).items():
            print(f"{count:6,}  {file}")
    state = truth(chosen.go)
    print(f"\nUp to {state['day']}: {len(state['applications'])} applications")
    for group, count in sorted(Counter(mail["group"] for mail in state["mails"]).items()):
        print(f"{count:6,}  {group}")
    print("\n  no          applied     stage        outcome     steps / answers                    firm")
    for one in sorted(state["applications"].values(), key=lambda one: str(one["refused"] or "9")):
        steps = " ".join(key.partition(".")[2] for key in one["steps"])
        sorts = " ".join(answer["sort"] for answer in one["answers"])
        words = f"{steps} / {sorts}" if sorts else steps
        refused, applied = one["refused"] or "-", one["applied"] or "-"
        print(f"  {refused!s:11} {applied!s:11} {one['stage']:12} {one['outcome'] or '-':11} {words:34} {one['firm']}")


if __name__ == "__main__":
    main()
