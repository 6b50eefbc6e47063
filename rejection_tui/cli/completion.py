"""`rejtui completion`: the script that makes a shell complete verbs, options and names."""

from typing import Final

import click
from click.shell_completion import ShellComplete, get_completion_class

from rejection_tui.cli.output import say

SHELLS: Final = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that completes verbs, options, and the names in your file.

    \b
    bash  rejtui completion bash > ~/.local/share/bash-completion/completions/rejtui
    zsh   rejtui completion zsh > a folder of your $fpath, under the name _rejtui
    fish  rejtui completion fish > ~/.config/fish/completions/rejtui.fish
    """
    kind = get_completion_class(shell)
    assert kind is not None  # one of SHELLS
    script = kind(ctx.find_root().command, {}, "rejtui", "_REJTUI_COMPLETE")
    say(ShellComplete.source(script).strip("\n"))  # click's own for bash first starts a bash to ask for its version
