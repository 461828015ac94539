"""What somebody probably meant: the nearest words that would have been right."""

from rapidfuzz import process

from gongjian.ledger.choices import RowChoice, naming_fields
from gongjian.ledger.declaration import Ledger
from gongjian.ledger.fields import Option
from gongjian.ledger.forms import form_for

CLOSE = 55
AT_MOST, REMEMBERED = 5000, 5000


class Suggester:
    """Only words within reach are offered, so a suggestion tells nothing new."""

    def __init__(self, ledger: Ledger, actor):
        self.fields = form_for(ledger, actor).fields
        self.words: dict[str, list[str]] = {}
        self.known: dict[tuple[str, str], list[str]] = {}

    def like(self, name: str, text: str) -> list[str]:
        if not text or name not in self.fields:
            return []
        if len(self.known) > REMEMBERED:
            self.known.clear()
        if (name, text) not in self.known:
            found = process.extract(text, self.words_for(name), limit=3, score_cutoff=CLOSE)
            self.known[name, text] = [word for word, _score, _place in found]
        return self.known[name, text]

    def words_for(self, name: str) -> list[str]:
        if name not in self.words:
            self.words[name] = self.collect(self.fields[name])
        return self.words[name]

    def collect(self, field) -> list[str]:
        if isinstance(field, RowChoice):
            known = naming_fields(field.queryset.model)
            naming = "name" if "name" in known else known[0]
            return list(field.queryset.order_by(naming).values_list(naming, flat=True)[:AT_MOST])
        return list(field.codes) if isinstance(field, Option) else []
