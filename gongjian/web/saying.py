"""One sentence after a write, with the way back."""

from django.contrib import messages


def say(request, text: str, undo: str = "") -> None:
    """`undo` is an address that takes the write back when posted to."""
    messages.add_message(request, messages.SUCCESS, text, extra_tags=undo)
