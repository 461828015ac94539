from tests.api.program import clerk, officer, program_of  # noqa: F401 - fixtures of this folder
