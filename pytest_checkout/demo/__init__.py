"""The embedded store: a real django-oscar shop, its gateway and mailbox; started as a process, never imported."""
