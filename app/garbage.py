"""When memory in cycles is tidied: between two requests or tasks, where Python 3.11 would do it in the middle of one.

Python 3.11 may collect inside the very allocation that turns an object's attributes into its `__dict__`. A callback
that the collection runs and that stores an attribute of the same object then frees them twice, and the process dies
of SIGSEGV soon after, anywhere. SQLAlchemy's state of a row has such a callback, and closing a session stores its
attributes; 3.11.2 and 3.11.7 were seen to die. From 3.12 on Python collects between two instructions only.
"""

from __future__ import annotations

import gc
import sys

from flask import Flask

COLLECTS_ANYWHERE = sys.version_info < (3, 12)


def tidy_between_requests(app: Flask) -> None:
    """Collect where a context of the application ends, and never by chance. Later versions of Python are left alone.

    To be called before extensions add what they do at the end of a context: it goes backwards, and the session is
    closed by then.
    """
    if COLLECTS_ANYWHERE:
        gc.disable()
        app.teardown_appcontext(lambda _error: tidy_if_due())


def tidy_if_due() -> None:
    """Do what the collector would have done by itself: take the oldest generation that has had its number of objects.

    Long work within one context calls it between two pieces. A call of a function is always a safe moment.
    """
    if gc.isenabled():
        return
    due = [
        age for age, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if count > most
    ]
    if due:
        gc.collect(due[-1])


def settle() -> None:
    """What is there when a process begins to serve stays for good, and is not looked through at every collection."""
    gc.collect()
    gc.freeze()
