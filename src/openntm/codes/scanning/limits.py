"""How often one client, one network or one code is answered; kept in the memory of each process."""

MINUTE = 60.0
MOST_KEYS = 100_000


class Bucket:
    """At most `rate` answers a minute for each key, at once or spread; it fills again evenly."""

    def __init__(self, rate: int, window: float = MINUTE) -> None:
        self.step, self.window = window / rate, window
        self.full_at: dict[str | int, float] = {}

    def wait(self, key: str | int, now: float) -> float:
        """0 if this one is answered, and then it is counted; otherwise how many seconds to wait."""
        full_at = self.full_at.get(key, now)
        if full_at < now:
            full_at = now
        late = full_at + self.step - now - self.window
        if late > 1e-6:
            return late
        self.full_at[key] = full_at + self.step
        if len(self.full_at) > MOST_KEYS:
            self.tidy(now)
        return 0.0

    def tidy(self, now: float) -> None:
        """Those that are full again are forgotten; in a flood of keys all are, rather than to fill the memory."""
        self.full_at = {key: at for key, at in self.full_at.items() if at > now}
        if len(self.full_at) > MOST_KEYS // 2:
            self.full_at.clear()
