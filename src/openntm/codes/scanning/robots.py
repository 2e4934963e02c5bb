"""Programs that follow links say so themselves, or fetch a preview for a message: nobody scans."""

import re
from functools import lru_cache

# Cubot makes telephones.
ROBOT = re.compile(
    r"(?<!cu)bot|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|curl|wget|python|httpclient|monitor", re.I
)


@lru_cache(10_000)
def is_robot(agent: str) -> bool:
    return ROBOT.search(agent) is not None
