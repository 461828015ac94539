from tests.cases.town import town

__all__ = ["town"]
