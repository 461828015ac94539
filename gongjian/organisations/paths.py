"""A body's place in a tree as one word: `territory.0001.000a.`, each segment a body's number in base 36."""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def segment(number: int) -> str:
    word = ""
    while number:
        number, digit = divmod(number, 36)
        word = DIGITS[digit] + word
    return word.rjust(4, "0") + "."


def place(tree: str, superior: str, number: int) -> str:
    """The path of body `number` under the path `superior`, or at the top of the tree when it is empty."""
    return (superior or f"{tree}.") + segment(number)


def numbers(path: str) -> list[int]:
    """The bodies from the top down to the one the path names."""
    return [int(word, 36) for word in path.split(".")[1:-1]]


def level(path: str) -> int:
    """The top of a tree is level 1."""
    return path.count(".") - 1


def common_superior(one: str, other: str) -> str:
    """The lowest path that holds both; empty when they stand in different trees."""
    shared = []
    for left, right in zip(one.split(".")[:-1], other.split(".")[:-1], strict=False):
        if left != right:
            break
        shared.append(left)
    return ".".join(shared) + "." if len(shared) > 1 else ""


def superiors(path: str) -> list[str]:
    """The paths of the bodies above, from the top of the tree down."""
    words = path.split(".")[:-1]
    return [".".join(words[:length]) + "." for length in range(2, len(words))]
