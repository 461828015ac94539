"""A person with a phone: every tap and key is counted, and timed by the keystroke level model."""

from dataclasses import dataclass

TAP, KEY, DECISION = 1.2, 0.3, 1.35
# Letters of pinyin and the tap that picks the word, on average, for one sign.
PINYIN = 3


@dataclass
class Thumb:
    page: object
    taps: int = 0
    keys: int = 0
    decisions: int = 0

    def tap(self, target: str) -> None:
        self.page.tap(target)
        self.taps += 1

    def answer(self, target: str) -> None:
        """A tap that first wants a thought."""
        self.decisions += 1
        self.tap(target)

    def write(self, target: str, text: str) -> None:
        self.decisions += 1
        self.tap(target)
        self.page.keyboard.type(text)
        self.keys += sum(1 if sign.isascii() else PINYIN for sign in text)

    @property
    def seconds(self) -> float:
        return self.taps * TAP + self.keys * KEY + self.decisions * DECISION

    def __str__(self):
        return f"{self.taps} taps, {self.keys} keys, {self.decisions} decisions: {self.seconds:.1f} s"
