"""What the demo store talks to: a payment gateway and a mailbox, each a process of its own with its own memory."""
