"""What really happened outside the store: payment gateway, mailbox."""
