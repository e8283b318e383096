"""What a user of the demo store can get wrong: one sentence, exit code 2."""


class DemoError(Exception):
    """The demo store cannot start; the message says what is wrong and what to do."""
