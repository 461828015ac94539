"""Django's SQLite backend with the settings and the write gate measured to keep many writers alive."""

import fcntl
import os
from contextlib import suppress

from django.db.backends.sqlite3 import base

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA mmap_size=134217728",
    "PRAGMA cache_size=-20000",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA journal_size_limit=67108864",
)


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite's own wait is a backing-off sleep: under load one writer gets all turns and another none.

    A file lock taken before BEGIN IMMEDIATE queues writers in the kernel, first come first served.
    """

    gate = None

    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        for pragma in PRAGMAS:
            connection.execute(pragma)
        return connection

    def _start_transaction_under_autocommit(self):
        self._enter_gate()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._leave_gate()
            raise

    def _commit(self):
        try:
            return super()._commit()
        finally:
            self._leave_gate()

    def _rollback(self):
        try:
            return super()._rollback()
        finally:
            self._leave_gate()

    def _close(self):
        try:
            return super()._close()
        finally:
            self._leave_gate()

    def _enter_gate(self):
        path = str(self.settings_dict["NAME"])
        if self.gate is not None or self.is_in_memory_db():
            return
        self.gate = os.open(path + ".gate", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self.gate, fcntl.LOCK_EX)

    def _leave_gate(self):
        if self.gate is not None:
            with suppress(OSError):
                os.close(self.gate)
            self.gate = None
